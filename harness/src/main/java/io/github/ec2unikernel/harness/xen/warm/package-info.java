/** Keeps machines that were saved, so that later ones need not start from nothing. */
package io.github.ec2unikernel.harness.xen.warm;
