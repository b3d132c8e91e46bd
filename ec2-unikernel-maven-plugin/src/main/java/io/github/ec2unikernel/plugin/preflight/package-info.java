/** What can be found out before anything is sent: what a deploy would fail of. */
package io.github.ec2unikernel.plugin.preflight;
