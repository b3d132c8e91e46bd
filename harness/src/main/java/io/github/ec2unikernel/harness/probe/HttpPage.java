package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.HttpProbe;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A server's answer.
 *
 * @param status its status
 * @param headers its headers
 * @param body its page, as far as it has come
 */
record HttpPage(int status, HttpHeaders headers, String body) {

  /**
   * Compares it with what is wanted.
   *
   * @param took how long it took in all
   */
  Answer judge(HttpProbe probe, Duration took) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    if (status != probe.status()) {
      wrong.add("its status is not " + probe.status());
    }
    for (Map.Entry<String, Pattern> each : probe.headers().entrySet()) {
      List<String> values = headers.allValues(each.getKey());
      if (!hasOne(values, each.getValue())) {
        wrong.add(
            "its header "
                + each.getKey()
                + (values.isEmpty() ? " is missing" : " is '" + values.get(0) + "'")
                + ", not /"
                + each.getValue()
                + "/");
      }
    }
    if (probe.body() != null && !Reply.has(probe.body(), body)) {
      wrong.add("/" + probe.body() + "/ is not in its page");
    }
    if (probe.within() != null && took.compareTo(probe.within()) > 0) {
      wrong.add("it took longer than " + Asker.words(probe.within()));
    }
    String what = "HTTP " + status + " in " + took.toMillis() + " ms";
    return wrong.isEmpty()
        ? Answer.right(what)
        : Answer.wrong(what + "; " + String.join("; ", wrong) + begins());
  }

  private static boolean hasOne(List<String> values, Pattern expect) throws InterruptedException {
    for (String each : values) {
      if (Reply.has(expect, each)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the answer that it is if its page has no end. */
  Answer unfinished(String how) {
    return Answer.wrong("HTTP " + status + ", whose page " + how + begins());
  }

  private String begins() {
    String line = Answer.quote(body);
    return line.isEmpty() ? "; the page is empty" : "; the page begins: " + line;
  }
}
