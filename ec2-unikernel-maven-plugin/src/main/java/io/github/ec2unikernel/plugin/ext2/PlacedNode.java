package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;

/**
 * A node with its inode number and its place among the data blocks.
 *
 * @param inode its inode's number
 * @param node what it is
 * @param links how many directory entries name it
 * @param content its bytes; for a directory, its entries; for a link, its target
 * @param dataBlocks how many blocks the bytes take; none if a link's are in the inode
 * @param firstPlace the place of its first block, counted over all data areas
 * @param blocks how many blocks it has from there on, those with pointers included
 */
record PlacedNode(
    int inode,
    Node node,
    int links,
    Content content,
    long dataBlocks,
    long firstPlace,
    long blocks) {

  boolean isShortLink() {
    return node instanceof SymbolicLink && dataBlocks == 0;
  }
}
