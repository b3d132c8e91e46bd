/** The actions of EC2's Query API, version 2016-11-15. Not API. */
package io.github.ec2unikernel.harness.localec2.ec2;
