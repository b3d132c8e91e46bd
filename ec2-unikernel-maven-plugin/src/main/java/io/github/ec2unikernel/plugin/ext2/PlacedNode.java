package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;

/**
 * A node with its inode number and its place among the data blocks.
 *
 * @param inode its inode's number
 * @param mode type and permissions
 * @param links how many directory entries name it
 * @param content its bytes; for a directory, its entries
 * @param dataBlocks how many blocks the bytes take
 * @param firstPlace the place of its first block, counted over all data areas
 * @param blocks how many blocks it has from there on, those with pointers included
 */
record PlacedNode(
    int inode,
    int mode,
    int links,
    Content content,
    long dataBlocks,
    long firstPlace,
    long blocks) {

  boolean isDirectory() {
    return (mode & Inode.TYPE_DIRECTORY) != 0;
  }
}
