package io.github.ec2unikernel.plugin.mojo;

/** The {@code <publish>} element: how the AMI gets to where it is to be. */
public final class PublishConfiguration extends UploadConfiguration {}
