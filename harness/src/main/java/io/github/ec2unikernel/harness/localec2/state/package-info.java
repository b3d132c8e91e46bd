/** What the local EC2 remembers, in a directory that several processes may serve. Not API. */
package io.github.ec2unikernel.harness.localec2.state;
