/** The user's terminal, and what stands in its place where there is none. */
package io.github.ec2unikernel.plugin.terminal;
