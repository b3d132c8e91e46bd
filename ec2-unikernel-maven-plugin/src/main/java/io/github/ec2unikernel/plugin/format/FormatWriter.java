package io.github.ec2unikernel.plugin.format;

import java.io.IOException;

/** Writes a raw disk in one format; the same disk and request give the same bytes. */
interface FormatWriter {

  /** Fills an empty file. */
  void write(RawDisk disk, OutputFile out) throws IOException;
}
