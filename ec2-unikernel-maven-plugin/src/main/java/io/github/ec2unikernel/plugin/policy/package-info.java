/** The IAM policies that the goals run under, filled in for an account. */
package io.github.ec2unikernel.plugin.policy;
