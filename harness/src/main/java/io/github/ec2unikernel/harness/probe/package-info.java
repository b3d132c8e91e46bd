/** Asks a guest over its network, from this machine, until it answers as expected. */
package io.github.ec2unikernel.harness.probe;
