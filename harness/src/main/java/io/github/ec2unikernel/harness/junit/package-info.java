/** Boots unikernels for JUnit tests, and ends them with the tests. */
package io.github.ec2unikernel.harness.junit;
