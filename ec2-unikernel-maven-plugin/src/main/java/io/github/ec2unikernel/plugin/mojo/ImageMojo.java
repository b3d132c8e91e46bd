package io.github.ec2unikernel.plugin.mojo;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Makes a disk image, bootable by EC2's PV-GRUB, from a unikernel and its modules. */
@Mojo(
    name = "image",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class ImageMojo extends AbstractImageMojo {

  @Override
  protected void run() {
    buildImage();
  }

  /** Without an image there is nothing to install, and the install plugin would fail for it. */
  @Override
  protected void skipped() {
    if (isUnikernel()) {
      project.getProperties().setProperty("maven.install.skip", "true");
    }
  }
}
