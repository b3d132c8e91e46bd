package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import java.time.Duration;
import java.util.Locale;

/**
 * Draws when the boot came how far: a row for each span and each moment, with its name and its time
 * as text, so that nothing overlaps on a phone and all of it can be read aloud.
 */
final class TimelineSection implements PageSection {

  private static final String HEIGHT = "24";

  @Override
  public String title() {
    return "Timeline";
  }

  @Override
  public String id() {
    return "timeline";
  }

  @Override
  public boolean isIn(BootReport report) {
    return !report.duration().isZero();
  }

  @Override
  public void write(BootReport report, Markup page) {
    TimeAxis axis = new TimeAxis(report.duration());
    page.open("div", "class", "timeline").open("div", "class", "axis", "aria-hidden", "true");
    openPicture(page);
    for (Duration tick : axis.ticks()) {
      page.element("text", words(tick), "x", axis.place(tick), "y", "16");
    }
    page.close().closeLine().open("ol").ours("\n");
    for (TimelineRow row : TimelineRows.of(report)) {
      write(row, axis, page);
    }
    page.close().closeLine();
  }

  private static void write(TimelineRow row, TimeAxis axis, Markup page) {
    page.open("li", "class", row.kind().name().toLowerCase(Locale.ROOT));
    String label = sign(row) + row.label();
    page.element("span", label, "class", "label", "title", row.label()).ours(" ");
    openPicture(page);
    for (Duration tick : axis.ticks()) {
      String x = axis.place(tick);
      page.empty("line", "x1", x, "x2", x, "y1", "0", "y2", "100%");
    }
    String place = axis.place(row.from());
    if (row.isSpan()) {
      String width = axis.length(row.to().minus(row.from()));
      page.empty("rect", "x", place, "y", "7", "width", width, "height", "10", "rx", "2");
    } else {
      page.empty("circle", "cx", place, "cy", "12", "r", "5");
    }
    page.close().ours(" ").element("span", row.time(), "class", "time").closeLine();
  }

  private static void openPicture(Markup page) {
    page.open("svg", "width", "100%", "height", HEIGHT, "aria-hidden", "true");
  }

  private static String words(Duration tick) {
    return tick.isZero() ? "0" : (tick.toMillis() / 1000.0 + " s").replace(".0 s", " s");
  }

  private static String sign(TimelineRow row) {
    return switch (row.kind()) {
      case SPAN -> "";
      case GOOD -> "✓ ";
      case BAD -> "✗ ";
    };
  }
}
