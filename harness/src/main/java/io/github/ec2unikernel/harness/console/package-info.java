/** Turns the bytes that a guest prints into safe lines, keeps them, and compares them. */
package io.github.ec2unikernel.harness.console;
