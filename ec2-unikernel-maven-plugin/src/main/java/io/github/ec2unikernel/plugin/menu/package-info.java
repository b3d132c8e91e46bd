/** The boot menu that PV-GRUB reads from the disk. */
package io.github.ec2unikernel.plugin.menu;
