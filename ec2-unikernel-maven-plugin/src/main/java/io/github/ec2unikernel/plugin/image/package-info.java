/** Composes a bootable disk from a kernel, its modules and its arguments. */
package io.github.ec2unikernel.plugin.image;
