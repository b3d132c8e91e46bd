/** Makes ext2 volumes, which a guest gets beside its disk, of directories and files. */
package io.github.ec2unikernel.plugin.volume;
