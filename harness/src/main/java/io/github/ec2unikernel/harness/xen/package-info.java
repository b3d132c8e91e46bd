/** The machine that runs Xen, its dom0, and one guest. */
package io.github.ec2unikernel.harness.xen;
