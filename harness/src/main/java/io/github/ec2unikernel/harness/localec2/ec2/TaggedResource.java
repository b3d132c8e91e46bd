package io.github.ec2unikernel.harness.localec2.ec2;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Something that has tags.
 *
 * @param tagger writes other tags
 */
record TaggedResource(List<Tag> tags, Consumer<List<Tag>> tagger) {}
