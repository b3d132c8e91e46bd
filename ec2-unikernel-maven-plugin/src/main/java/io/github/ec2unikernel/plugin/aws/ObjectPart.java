package io.github.ec2unikernel.plugin.aws;

/**
 * A part of an object.
 *
 * @param number its number, from 1
 * @param offset where it begins in the file
 * @param length its number of bytes
 * @param sha256 base64 of their SHA-256
 */
public record ObjectPart(int number, long offset, long length, String sha256) {}
