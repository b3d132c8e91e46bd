/** What launches on which of EC2's instances, and how that is known. */
package io.github.ec2unikernel.harness.launch;
