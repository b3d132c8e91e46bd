/** The little of STS that tells who signs. Not API. */
package io.github.ec2unikernel.harness.localec2.sts;
