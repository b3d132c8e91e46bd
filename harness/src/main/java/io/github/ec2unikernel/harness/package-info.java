/** Boots a unikernel's disk under Xen and QEMU, and judges what it does. */
package io.github.ec2unikernel.harness;
