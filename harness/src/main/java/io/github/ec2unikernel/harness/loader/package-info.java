/** Our own boot programs, built beforehand from {@code src/main/stub}. */
package io.github.ec2unikernel.harness.loader;
