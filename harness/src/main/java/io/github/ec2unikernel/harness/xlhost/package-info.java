/** A guest on a Xen host that is there already, this machine or one that ssh leads to. */
package io.github.ec2unikernel.harness.xlhost;
