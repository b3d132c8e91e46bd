/** The boot menu on the disk: PV-GRUB's, and GRUB 2's. */
package io.github.ec2unikernel.plugin.menu;
