package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.report.StoredBoot;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.doxia.sink.SinkFactory;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenMultiPageReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/** Shows the project's last boot on a page of its site: name it in reporting, and run mvn site. */
@Mojo(name = "report", defaultPhase = LifecyclePhase.SITE, threadSafe = true)
public final class ReportMojo extends AbstractUnikernelMojo implements MavenMultiPageReport {

  /** The site's directory; the site plugin gives its own. */
  @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true)
  private @Nullable File siteDirectory;

  @Override
  protected void run() {
    throw new InputException(
        "the goal report was run by itself, and is a page of the project's site",
        "Name the plugin in <reporting> and run mvn site; what is there without a site is "
            + bootDirectory().resolve("boot.html")
            + ".");
  }

  @Override
  public boolean canGenerateReport() {
    return !isSkipped() && StoredBoot.isIn(bootDirectory());
  }

  @Override
  public void generate(Sink sink, SinkFactory factory, Locale locale) throws MavenReportException {
    generate(sink, locale);
  }

  @Override
  public void generate(Sink sink, Locale locale) throws MavenReportException {
    try {
      StoredBoot.in(bootDirectory()).ifPresent(boot -> new SitePage(sink).write(boot));
    } catch (InputException e) {
      throw new MavenReportException(e.getMessage() + ". " + e.hint(), e);
    }
  }

  private Path bootDirectory() {
    return settings().path(project.getBuild().getDirectory()).resolve("ec2-unikernel");
  }

  @Override
  @SuppressWarnings("deprecation") // the only one that site plugins before 3.20 know
  public String getOutputName() {
    return "unikernel-boot";
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "Unikernel boot";
  }

  @Override
  public String getDescription(Locale locale) {
    return "What came of the last local boot of the unikernel.";
  }

  @Override
  public void setReportOutputDirectory(File directory) {
    siteDirectory = directory;
  }

  @Override
  public @Nullable File getReportOutputDirectory() {
    return siteDirectory;
  }

  @Override
  public boolean isExternalReport() {
    return false;
  }
}
