/** The partition table of a PC disk. */
package io.github.ec2unikernel.plugin.mbr;
