package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a boot's report as one test case in the JUnit format, which CI servers show. */
public final class JUnitReportWriter {

  private JUnitReportWriter() {}

  /**
   * Writes the report.
   *
   * @param name the test case's name, such as the project's artifact id
   * @throws EnvironmentException if the file can't be written
   */
  public static void write(BootReport report, String name, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        write(report, name, xml);
        xml.close();
      }
    } catch (IOException | XMLStreamException e) {
      throw new EnvironmentException(
          "the report " + file + " can't be written: " + e.getMessage(),
          "Make the directory writable and see that the disk has room.",
          e);
    }
  }

  private static void write(BootReport report, String name, XMLStreamWriter xml)
      throws XMLStreamException {
    String seconds = String.format(Locale.ROOT, "%.3f", report.duration().toMillis() / 1000.0);
    boolean error = report.verdict() == Verdict.ERROR;
    boolean skipped = report.verdict() == Verdict.SKIP;
    boolean failure = !report.passed() && !error && !skipped;
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "boot");
    xml.writeAttribute("tests", "1");
    xml.writeAttribute("failures", failure ? "1" : "0");
    xml.writeAttribute("errors", error ? "1" : "0");
    xml.writeAttribute("skipped", skipped ? "1" : "0");
    xml.writeAttribute("time", seconds);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "boot");
    xml.writeAttribute("name", name);
    xml.writeAttribute("time", seconds);
    if (!report.passed()) {
      xml.writeStartElement(error ? "error" : skipped ? "skipped" : "failure");
      xml.writeAttribute("type", report.verdict().name());
      xml.writeAttribute("message", printable(report.reason()));
      xml.writeCharacters(printable(findings(report)));
      xml.writeEndElement();
    }
    xml.writeStartElement("system-out");
    xml.writeCharacters(printable(String.join("\n", report.tail())));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  /** Puts the likely causes into words, each on two lines. */
  private static String findings(BootReport report) {
    return report.outcome().findings().stream()
        .map(it -> it.cause() + " (" + it.evidence() + ")\n  -> " + it.hint() + "\n")
        .collect(Collectors.joining());
  }

  /** Replaces what XML 1.0 has no way to say. */
  private static String printable(String text) {
    return text.replaceAll("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]", "\ufffd");
  }
}
