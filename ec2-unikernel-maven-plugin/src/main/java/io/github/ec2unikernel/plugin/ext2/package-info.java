/**
 * Writes ext2 file systems that are the same bytes for the same input: a pure layout says where
 * everything lies before a byte is written, then one pass writes front to back.
 *
 * <p>Source of all structures: the Linux kernel's documentation of ext2 and ext4; revision 1,
 * inodes of 128 bytes and block pointers, because GRUB 0.97 knows nothing newer.
 */
package io.github.ec2unikernel.plugin.ext2;
