/** Measures how long boots take, phase by phase. */
package io.github.ec2unikernel.harness.benchmark;
