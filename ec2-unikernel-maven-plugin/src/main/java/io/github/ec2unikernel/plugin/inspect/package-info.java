/** Puts what is known of a kernel into words and into JSON. */
package io.github.ec2unikernel.plugin.inspect;
