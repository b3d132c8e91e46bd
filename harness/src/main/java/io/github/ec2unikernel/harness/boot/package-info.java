/** Boots a disk and says what came of it. */
package io.github.ec2unikernel.harness.boot;
