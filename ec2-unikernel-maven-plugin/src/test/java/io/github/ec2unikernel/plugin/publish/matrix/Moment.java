package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.localec2.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One call of a deployment, by which it is met again in another run of the same.
 *
 * @param service its service
 * @param action its action
 * @param nth the how many-eth of that action it is, from 1
 */
record Moment(String service, String action, int nth) {

  /** Returns those of recorded calls, in their order. */
  static List<Moment> of(List<Call> calls) {
    Map<String, Integer> counted = new HashMap<>();
    List<Moment> all = new ArrayList<>();
    for (Call call : calls) {
      String name = call.service() + ":" + call.action();
      all.add(new Moment(call.service(), call.action(), counted.merge(name, 1, Integer::sum)));
    }
    return all;
  }

  /** Returns what a message that is about the call has in it. */
  Pattern inWords() {
    // S3's actions have other names than its permissions, by which they are told.
    return service.equals("s3")
        ? Pattern.compile("\\bs3:[A-Z][A-Za-z]+")
        : Pattern.compile(Pattern.quote(service + ":" + action));
  }

  @Override
  public String toString() {
    return service + ":" + action + " " + nth;
  }
}
