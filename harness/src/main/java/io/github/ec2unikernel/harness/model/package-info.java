/** The nouns of the pipeline, and the two kinds of things that go wrong in it. */
package io.github.ec2unikernel.harness.model;
