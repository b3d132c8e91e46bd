package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Honoured;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.RestReader;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One action of the EBS direct APIs: where it is, its request, and what it does.
 *
 * @param method the HTTP method
 * @param template the path, such as <code>/snapshots/{snapshotId}/blocks</code>
 * @param status the HTTP status of success
 * @param honoured the members it does something about, null for all
 * @param takesBlock whether the body is a block and not JSON
 */
record EbsAction<I extends SdkPojo>(
    String method,
    String template,
    int status,
    Class<I> request,
    Supplier<? extends SdkPojo> builder,
    @Nullable Honoured honoured,
    boolean takesBlock,
    Effect<I> effect) {

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");
  private static final String SUFFIX = "Request";

  /** What an action does. */
  interface Effect<I> {
    Answer answer(Caller caller, I request, Body body);
  }

  /** Returns the action's name, that of its request's class. */
  String name() {
    String simple = request.getSimpleName();
    return simple.substring(0, simple.length() - SUFFIX.length());
  }

  /** Returns the decoded variables of a path, or nothing when it is not this action's. */
  Optional<Map<String, String>> match(Request asked) {
    String regex = VARIABLE.matcher(template).replaceAll("(?<$1>[^/]+)");
    Matcher matcher = Pattern.compile(regex).matcher(asked.path());
    if (!asked.method().equals(method) || !matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    VARIABLE
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .forEach(name -> variables.put(name, UriText.decode(matcher.group(name))));
    return Optional.of(variables);
  }

  /** Reads the request. */
  I read(Request asked, Map<String, String> variables) {
    I typed = request.cast(RestReader.read(builder.get(), asked, variables, takesBlock));
    if (honoured != null) {
      for (String ignored : honoured.ignored(typed)) {
        throw EbsRefusals.invalid(
            "The local EC2 does not support " + ignored + " of " + name() + ".",
            "INVALID_PARAMETER_VALUE");
      }
    }
    return typed;
  }
}
