/** Runs external programs as values: a command line in, an exit and its output out. */
package io.github.ec2unikernel.harness.process;
