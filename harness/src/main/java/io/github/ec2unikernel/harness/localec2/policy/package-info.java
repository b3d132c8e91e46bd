/** IAM's policy language: reads documents and decides by them. Not API. */
package io.github.ec2unikernel.harness.localec2.policy;
