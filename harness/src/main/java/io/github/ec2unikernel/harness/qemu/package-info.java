/** Composes QEMU command lines and finds out how fast this machine can run them. */
package io.github.ec2unikernel.harness.qemu;
