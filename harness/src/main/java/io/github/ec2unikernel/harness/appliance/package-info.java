/** Builds the appliance (Xen, dom0's kernel and root) from the distribution's packages. */
package io.github.ec2unikernel.harness.appliance;
