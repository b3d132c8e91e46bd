package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.image.DiskImage;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** Makes a disk image that EC2 boots, from a unikernel and its modules. */
@Mojo(
    name = "image",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class ImageMojo extends AbstractImageMojo {

  @Inject private MavenProjectHelper projectHelper;

  /** Further formats to have the disk in besides raw: vmdk, vhd, vhd-dynamic, qcow2. */
  @Parameter(property = "unikernel.formats")
  private @Nullable List<String> formats;

  @Override
  protected void run() {
    DiskFormats wanted = DiskFormats.of(settings(), formats);
    DiskImage image = buildImage();
    wanted.requireOthers(image.file(), imageChoice().disk());
    wanted.make(image, settings(), project, projectHelper, getLog());
  }

  /** Without an image there is nothing to install, and the install plugin would fail for it. */
  @Override
  protected void skipped() {
    if (isUnikernel()) {
      project.getProperties().setProperty("maven.install.skip", "true");
    }
  }
}
