/** An EC2 on loopback that speaks AWS's wire protocols and keeps its state in a directory. */
package io.github.ec2unikernel.harness.localec2;
