package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * What a project is installed and deployed with.
 *
 * @param project the project, or Maven's stand-in where there is none
 * @param helper attaches files to it
 */
record ProjectArtifacts(MavenProject project, MavenProjectHelper helper) {

  private static final String PACKAGING = "unikernel";

  /** Tells whether the image is what the project is about, and not one of its artifacts. */
  boolean isUnikernel() {
    return project.getPackaging().equals(PACKAGING);
  }

  /** Makes the image and its volumes artifacts of the project. */
  void add(DiskImage image, List<MappedVolume> volumes) {
    if (isUnikernel()) {
      project.getArtifact().setFile(image.file().toFile());
    } else if (project.getFile() != null) {
      helper.attachArtifact(project, "raw", image.file().toFile());
    }
    if (project.getFile() != null) {
      for (MappedVolume volume : volumes) {
        VolumeImage disk = volume.image();
        helper.attachArtifact(project, "raw", disk.name(), disk.file().toFile());
      }
    }
  }
}
