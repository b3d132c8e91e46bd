package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Directory;
import io.github.ec2unikernel.plugin.ext2.FileName;
import io.github.ec2unikernel.plugin.ext2.FileTree;
import io.github.ec2unikernel.plugin.ext2.Layout;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.Fingerprinter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a source into a tree. Links are taken as they are and never followed; a file with several
 * names (hard links) becomes several files, because a fresh checkout has it so; what is neither
 * file, directory nor link is refused.
 */
final class SourceReader {

  private final boolean keepTimes;
  private final Fingerprinter fingerprinter;
  private final FileTree tree = new FileTree();

  private SourceReader(boolean keepTimes, Fingerprinter fingerprinter) {
    this.keepTimes = keepTimes;
    this.fingerprinter = fingerprinter;
  }

  /**
   * Returns the tree of a directory, or of one file.
   *
   * @param source the directory or file, or a link to it
   * @param fingerprinter takes in all that the tree holds: the files' bytes when they are read
   * @throws InputException if something in it can't be read, or be in a volume
   */
  static FileTree read(Path source, boolean keepTimes, Fingerprinter fingerprinter) {
    SourceReader reader = new SourceReader(keepTimes, fingerprinter);
    SourceFile found = SourceFile.at(source);
    if (found.type() == FileType.DIRECTORY) {
      reader.tree.root().setAttributes(found.attributes(keepTimes));
      reader.addAll(source, reader.tree.root());
    } else {
      reader.add(name(source), found, reader.tree.root());
    }
    return reader.tree;
  }

  private void addAll(Path directory, Directory into) {
    int directories = 0;
    // In the order of the names, not of the build machine's file system.
    for (var child : children(directory).entrySet()) {
      SourceFile file = SourceFile.at(child.getValue(), LinkOption.NOFOLLOW_LINKS);
      if (file.type() == FileType.DIRECTORY && ++directories >= Directory.MAX_DIRECTORIES) {
        throw new InputException(
            "%s has %d directories or more in it, and ext2 can't count the links to so many."
                .formatted(directory, Directory.MAX_DIRECTORIES),
            "Spread them over directories of their own.");
      }
      add(child.getKey(), file, into);
    }
  }

  private void add(FileName name, SourceFile file, Directory into) {
    boolean merges = into.equals(tree.root()) && name.toString().equals(FileTree.LOST_AND_FOUND);
    if (merges && file.type() != FileType.DIRECTORY) {
      throw new InputException(
          "%s is %s, and ext2 has a directory of that name."
              .formatted(file.path(), file.type().noun()),
          "Rename it.");
    }
    fingerprint(file);
    switch (file.type()) {
      case REGULAR -> into.addFile(name, content(name, file), file.attributes(keepTimes));
      case LINK -> {
        byte[] target = target(file.path());
        fingerprinter.add(name.bytes());
        fingerprinter.add(target);
        into.addLink(name, target, file.attributes(keepTimes));
      }
      case DIRECTORY -> {
        fingerprinter.add(name.bytes());
        addAll(
            file.path(),
            merges ? tree.lostAndFound() : into.addDirectory(name, file.attributes(keepTimes)));
        // Or a file after a directory would look like one in it.
        fingerprinter.add(new byte[0]);
      }
      default ->
          throw new InputException(
              "%s is %s, which can't be in a volume.".formatted(file.path(), file.type().noun()),
              "Remove it from the source; the guest can make it when it starts.");
    }
  }

  private Content content(FileName name, SourceFile file) {
    if (file.size() > Layout.MAX_FILE) {
      throw new InputException(
          "%s has %d bytes, and a file on ext2 at most %d."
              .formatted(file.path(), file.size(), Layout.MAX_FILE),
          "Split it.");
    }
    return fingerprinter.watch(
        name.bytes(), Content.of(file.path(), "file", file.size(), file.modified()));
  }

  private void fingerprint(SourceFile file) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(file.mode());
    bytes.putLong(keepTimes ? file.modified().toMillis() : 0);
    fingerprinter.add(bytes.array());
  }

  private static SortedMap<FileName, Path> children(Path directory) {
    SortedMap<FileName, Path> children = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path child : stream) {
        children.put(name(child), child);
      }
    } catch (DirectoryIteratorException e) {
      throw SourceFile.unreadable(directory, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw SourceFile.unreadable(directory, e);
    }
    return children;
  }

  private static FileName name(Path path) {
    return FileName.of(NativeBytes.of(path.getFileName()));
  }

  private static byte[] target(Path link) {
    try {
      return NativeBytes.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      throw SourceFile.unreadable(link, e);
    }
  }
}
