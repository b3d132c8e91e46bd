package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import java.nio.file.Path;

/** Writes a boot's report for people, for CI servers and for other tools. */
public final class BootReportWriter {

  /** The page for people. */
  public static final String PAGE = "boot.html";

  /** What other tools read. */
  public static final String DATA = "boot.json";

  /** What CI servers show. */
  public static final String JUNIT = "TEST-boot.xml";

  private final Path directory;
  private final String name;

  /**
   * Creates one.
   *
   * @param directory gets the files {@link #PAGE}, {@link #DATA} and {@link #JUNIT}
   * @param name what is booted, such as the project's artifact id
   */
  public BootReportWriter(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /**
   * Writes the files, each in one step, over what an earlier boot left.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if one can't be written
   */
  public void write(BootReport report) {
    Path page = directory.resolve(PAGE);
    WholeFile.write(directory.resolve(JUNIT), JUnitReport.xml(report, name));
    WholeFile.write(directory.resolve(DATA), BootJson.write(report, name));
    WholeFile.write(page, new BootPage(report, name, page).html());
  }
}
