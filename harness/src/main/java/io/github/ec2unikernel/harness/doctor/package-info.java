/** Names the usual causes of a boot that went wrong, from what its console shows. */
package io.github.ec2unikernel.harness.doctor;
