/** Deploys under every fault of every call, and what they leave. */
package io.github.ec2unikernel.plugin.publish.matrix;
