package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.HttpProbe;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
  Answer judge(HttpProbe probe, Duration took) {
    List<String> wrong = new ArrayList<>();
    if (status != probe.status()) {
      wrong.add("its status is not " + probe.status());
    }
    probe
        .headers()
        .forEach(
            (name, expect) -> {
              List<String> values = headers.allValues(name);
              if (values.stream().noneMatch(value -> expect.matcher(value).find())) {
                wrong.add(
                    "its header "
                        + name
                        + (values.isEmpty() ? " is missing" : " is '" + values.get(0) + "'")
                        + ", not /"
                        + expect
                        + "/");
              }
            });
    if (probe.body() != null && !probe.body().matcher(body).find()) {
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

  /** Returns the answer that it is if its page has no end. */
  Answer unfinished(String how) {
    return Answer.wrong("HTTP " + status + ", whose page " + how + begins());
  }

  private String begins() {
    String line = Answer.quote(body);
    return line.isEmpty() ? "; the page is empty" : "; the page begins: " + line;
  }
}
