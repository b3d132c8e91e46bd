package io.github.ec2unikernel.harness.appliance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/** Writes an archive that Linux unpacks as its first root file system (cpio, new ASCII format). */
public final class CpioArchive implements AutoCloseable {

  /** No file can be larger, in bytes: its size is written in eight hexadecimal digits. */
  public static final long LARGEST_FILE = 0xffffffffL;

  private final CpioArchiveOutputStream out;
  private final Set<String> directories = new HashSet<>();
  private long inode;

  /** Starts one; closing it closes the stream. */
  public CpioArchive(OutputStream out) {
    this.out = new CpioArchiveOutputStream(out, CpioConstants.FORMAT_NEW);
  }

  /** Adds a directory and those above it, each once. */
  void directory(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      directory(path.substring(0, slash));
    }
    if (!path.isEmpty() && directories.add(path)) {
      write(entry(path, CpioConstants.C_ISDIR | 0755, 0), new byte[0]);
    }
  }

  /** Adds an executable file, and the directories above it. */
  public void file(String path, byte[] content) throws IOException {
    parents(path);
    write(entry(path, CpioConstants.C_ISREG | 0755, content.length), content);
  }

  /**
   * Adds an executable file of another file's content, and the directories above it.
   *
   * @param content a file of at most {@link #LARGEST_FILE} bytes
   */
  public void file(String path, Path content) throws IOException {
    parents(path);
    out.putArchiveEntry(entry(path, CpioConstants.C_ISREG | 0755, Files.size(content)));
    Files.copy(content, out);
    out.closeArchiveEntry();
  }

  /** Adds a symbolic link. */
  void link(String path, String target) throws IOException {
    parents(path);
    byte[] content = target.getBytes(StandardCharsets.UTF_8);
    write(entry(path, CpioConstants.C_ISLNK | 0777, content.length), content);
  }

  /** Adds a character device. */
  void device(String path, int major, int minor) throws IOException {
    parents(path);
    CpioArchiveEntry entry = entry(path, CpioConstants.C_ISCHR | 0600, 0);
    entry.setRemoteDeviceMaj(major);
    entry.setRemoteDeviceMin(minor);
    write(entry, new byte[0]);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void parents(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      directory(path.substring(0, slash));
    }
  }

  private CpioArchiveEntry entry(String path, long mode, long size) {
    CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, path, size);
    entry.setMode(mode);
    entry.setInode(++inode);
    entry.setNumberOfLinks(1);
    entry.setTime(0);
    return entry;
  }

  private void write(CpioArchiveEntry entry, byte[] content) throws IOException {
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }
}
