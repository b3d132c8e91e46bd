/** Reads xl's guest configurations as far as a machine has to be made for them. */
package io.github.ec2unikernel.harness.xl;
