/** Gives a finished raw disk the other formats that clouds and emulators take. */
package io.github.ec2unikernel.plugin.format;
