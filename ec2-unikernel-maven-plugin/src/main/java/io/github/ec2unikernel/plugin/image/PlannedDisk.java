package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.DiskContents;
import io.github.ec2unikernel.harness.disk.FileSystemContents;
import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.plugin.io.Content;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * A disk as a boot loader will find it once it is written.
 *
 * @param shape where its file system lies
 * @param files what that holds, by paths from the root
 */
record PlannedDisk(Shape shape, Map<String, Content> files)
    implements DiskContents, FileSystemContents {

  @Override
  public Optional<FileSystemContents> fileSystem(int partition) {
    return partition == shape.partition() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public String whyNone(int partition) {
    return "the file system is to be " + shape.root();
  }

  @Override
  public Optional<ByteSource> find(String path) {
    return Optional.ofNullable(files.get(normal(path))).map(ContentSource::new);
  }

  /** Returns the path without what a file system passes over. */
  private static String normal(String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return "/" + String.join("/", names);
  }
}
