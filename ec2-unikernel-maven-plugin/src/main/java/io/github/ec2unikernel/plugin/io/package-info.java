/** Streams of bytes out of files and into a sparse file, with buffers of a fixed size. */
package io.github.ec2unikernel.plugin.io;
