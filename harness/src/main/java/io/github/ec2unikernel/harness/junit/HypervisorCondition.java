package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.Backends;
import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Carries {@link EnabledIfHypervisor} out; the first time it may have to build the appliance. */
public final class HypervisorCondition implements ExecutionCondition {

  /** The property that makes tests fail where they would be skipped. */
  public static final String REQUIRED = "unikernel.boot.required";

  /** The same in the environment. */
  public static final String REQUIRED_VARIABLE = "UNIKERNEL_BOOT_REQUIRED";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<EnabledIfHypervisor> asked =
        context
            .getElement()
            .flatMap(it -> AnnotationSupport.findAnnotation(it, EnabledIfHypervisor.class));
    return asked
        .map(it -> evaluate(it.backend(), context))
        .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is asked for"));
  }

  private static ConditionEvaluationResult evaluate(String asked, ExtensionContext context) {
    BootOptions options = BootParameters.of(context).in(Path.of(""));
    String usual = options.backend().equals(Backends.AUTO) ? Backends.XEN : options.backend();
    try {
      Backend backend =
          Backends.of(options, new BootListener() {}).open(asked.isEmpty() ? usual : asked);
      return ConditionEvaluationResult.enabled(backend.id() + ": " + backend.setup());
    } catch (EnvironmentException e) {
      String reason = e.getMessage() + ". " + e.hint();
      if (isRequired(context)) {
        throw new GuestException(reason + " (" + REQUIRED + " is set: not skipped)", e);
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }

  private static boolean isRequired(ExtensionContext context) {
    return context
        .getConfigurationParameter(REQUIRED)
        .or(() -> Optional.ofNullable(System.getenv(REQUIRED_VARIABLE)))
        .map(Boolean::parseBoolean)
        .orElse(false);
  }
}
