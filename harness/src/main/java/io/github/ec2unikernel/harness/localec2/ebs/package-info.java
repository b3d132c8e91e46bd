/** The EBS direct APIs. Not API. */
package io.github.ec2unikernel.harness.localec2.ebs;
