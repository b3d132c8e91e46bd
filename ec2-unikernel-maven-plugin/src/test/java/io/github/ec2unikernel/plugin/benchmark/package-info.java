/** How fast the engine is beside other tools that do the same, measured in the same run. */
package io.github.ec2unikernel.plugin.benchmark;
