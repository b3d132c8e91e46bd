/** Speaks to EC2 and the EBS direct APIs; the only package that knows the AWS SDK. */
package io.github.ec2unikernel.plugin.aws;
