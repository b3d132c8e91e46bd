package io.github.ec2unikernel.plugin.fat;

import io.github.ec2unikernel.plugin.io.Content;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory.
 *
 * @param name its name; empty for the root directory
 * @param content a file's bytes, null for a directory
 * @param children what a directory holds, by names
 */
record FatNode(String name, @Nullable Content content, TreeMap<String, FatNode> children) {

  static FatNode directory(String name) {
    return new FatNode(name, null, new TreeMap<>());
  }

  /** Adds a file; its directories are created. */
  void add(String path, Content file) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      children.put(path, new FatNode(path, file, new TreeMap<>()));
    } else {
      children
          .computeIfAbsent(path.substring(0, slash), FatNode::directory)
          .add(path.substring(slash + 1), file);
    }
  }

  boolean isDirectory() {
    return content == null;
  }

  /** Returns its length in bytes; a directory's begins with itself and the one above. */
  long size() {
    return content == null ? (children.size() + 2L) * FatEntry.SIZE : content.size();
  }

  /** Returns all that are below it, each directory before what it holds. */
  List<FatNode> below() {
    List<FatNode> all = new ArrayList<>();
    for (FatNode child : children.values()) {
      all.add(child);
      all.addAll(child.below());
    }
    return all;
  }

  /** Returns its entry in a directory. */
  FatEntry entry(int cluster) {
    ByteBuffer bytes = ByteBuffer.wrap(new FatName(name).toBytes());
    return new FatEntry(bytes, isDirectory(), cluster, isDirectory() ? 0 : size());
  }
}
