/** Puts a boot's report into files: a page for people, and what other tools read. */
package io.github.ec2unikernel.harness.report;
