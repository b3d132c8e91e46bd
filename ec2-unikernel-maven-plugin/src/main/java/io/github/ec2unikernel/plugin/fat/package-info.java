/** Lays out and writes a FAT16 file system, as UEFI reads it from an EFI system partition. */
package io.github.ec2unikernel.plugin.fat;
