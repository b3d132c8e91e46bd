/** Reads a disk as the PV-GRUBs of EC2 do, and says what they would boot from it. */
package io.github.ec2unikernel.harness.disk;
