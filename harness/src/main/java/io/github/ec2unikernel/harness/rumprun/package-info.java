/** Rumprun's unikernels in the layout of unikernel-runner, and the configuration they are given. */
package io.github.ec2unikernel.harness.rumprun;
