package io.github.ec2unikernel.plugin.image;

import java.nio.file.Path;

/**
 * A file that a disk is made of.
 *
 * @param what its role: kernel, module, file or menu
 * @param file where it lies
 */
record Input(String what, Path file) {

  @Override
  public String toString() {
    return what + " " + file;
  }
}
