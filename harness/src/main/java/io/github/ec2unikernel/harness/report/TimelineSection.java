package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import java.time.Duration;
import java.util.List;

/**
 * Draws when the boot came how far. Places are in percent and texts in pixels, so that the picture
 * fits a phone as well.
 */
final class TimelineSection implements PageSection {

  /** Where the first row begins, under the axis' labels, in pixels. */
  private static final int TOP = 28;

  private static final int ROW = 36;

  /** So many characters have room beside a time on a phone. */
  private static final int LONGEST_LABEL = 34;

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
    List<TimelineRow> rows = TimelineRows.of(report);
    TimeAxis axis = new TimeAxis(report.duration());
    String height = Integer.toString(TOP + rows.size() * ROW);
    page.open("svg", "class", "timeline", "role", "img", "width", "100%", "height", height);
    page.element("title", spoken(rows));
    for (Duration tick : axis.ticks()) {
      drawTick(page, axis, tick, height);
    }
    int top = TOP;
    for (TimelineRow row : rows) {
      drawRow(page, axis, row, top);
      top += ROW;
    }
    page.closeLine();
  }

  private static void drawTick(Markup page, TimeAxis axis, Duration tick, String height) {
    String x = axis.place(tick);
    page.empty("line", "class", "grid", "x1", x, "x2", x, "y1", "18", "y2", height);
    String text = tick.isZero() ? "0" : tick.toMillis() / 1000.0 + " s";
    page.element("text", text.replace(".0 s", " s"), "class", "tick", "x", x, "y", "13");
  }

  private static void drawRow(Markup page, TimeAxis axis, TimelineRow row, int top) {
    String kind = row.kind().name().toLowerCase(java.util.Locale.ROOT);
    page.open("g", "class", kind);
    page.element("text", label(row), "class", "label", "x", "0", "y", Integer.toString(top + 13));
    page.element("text", row.time(), "class", "time", "x", "100%", "y", Integer.toString(top + 13));
    String place = axis.place(row.from());
    if (row.isSpan()) {
      String width = axis.length(row.to().minus(row.from()));
      String y = Integer.toString(top + 19);
      page.empty("rect", "x", place, "y", y, "width", width, "height", "8", "rx", "2");
    } else {
      page.empty("circle", "cx", place, "cy", Integer.toString(top + 23), "r", "5");
    }
    page.closeLine();
  }

  private static String label(TimelineRow row) {
    String sign =
        switch (row.kind()) {
          case SPAN -> "";
          case GOOD -> "✓ ";
          case BAD -> "✗ ";
        };
    String text = VisibleText.of(row.label());
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST_LABEL
        ? sign + text
        : sign + text.substring(0, text.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
  }

  private static String spoken(List<TimelineRow> rows) {
    StringBuilder text = new StringBuilder("Timeline: ");
    for (TimelineRow row : rows) {
      text.append(label(row)).append(' ').append(row.time()).append("; ");
    }
    return text.substring(0, text.length() - 2);
  }
}
