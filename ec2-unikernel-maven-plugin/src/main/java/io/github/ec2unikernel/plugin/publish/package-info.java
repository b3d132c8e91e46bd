/** Publishes a disk image as a machine image, and undoes what it made when that fails. */
package io.github.ec2unikernel.plugin.publish;
