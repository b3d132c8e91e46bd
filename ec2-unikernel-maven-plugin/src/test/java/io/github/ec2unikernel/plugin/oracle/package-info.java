/** The host's own programs as judges of what we write. */
package io.github.ec2unikernel.plugin.oracle;
