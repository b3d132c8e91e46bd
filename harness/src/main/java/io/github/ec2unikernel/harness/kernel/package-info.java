/** Reads a unikernel ELF and says what it boots on. */
package io.github.ec2unikernel.harness.kernel;
