package io.github.ec2unikernel.plugin.ext2;

/** A file, link or directory of a tree that is to become a file system. */
sealed interface Node permits RegularFile, SymbolicLink, Directory {

  /** Returns what it has besides its content. */
  Attributes attributes();

  /** Returns type and permissions as an inode has them. */
  default int mode() {
    int type =
        this instanceof Directory
            ? Inode.TYPE_DIRECTORY
            : this instanceof SymbolicLink ? Inode.TYPE_LINK : Inode.TYPE_REGULAR;
    return type | attributes().permissions();
  }

  /** Returns the type as a directory entry has it. */
  default int entryType() {
    return this instanceof Directory
        ? DirectoryEntry.TYPE_DIRECTORY
        : this instanceof SymbolicLink ? DirectoryEntry.TYPE_LINK : DirectoryEntry.TYPE_REGULAR;
  }
}
