/** What publishing and launching need once in an account: made, compared, taken down. */
package io.github.ec2unikernel.plugin.setup;
