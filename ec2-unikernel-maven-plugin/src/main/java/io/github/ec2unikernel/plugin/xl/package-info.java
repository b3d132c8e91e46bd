/**
 * Writes what xl and libvirt need to run a unikernel on a Xen host, without a disk to boot from.
 */
package io.github.ec2unikernel.plugin.xl;
