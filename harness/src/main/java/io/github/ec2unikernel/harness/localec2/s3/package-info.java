/** S3. Not API. */
package io.github.ec2unikernel.harness.localec2.s3;
