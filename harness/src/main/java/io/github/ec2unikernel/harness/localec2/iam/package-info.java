/** IAM, of which the roles are there. Not API. */
package io.github.ec2unikernel.harness.localec2.iam;
