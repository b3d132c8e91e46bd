package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;

/** A file with bytes. */
record RegularFile(Content content, Attributes attributes) implements Node {}
