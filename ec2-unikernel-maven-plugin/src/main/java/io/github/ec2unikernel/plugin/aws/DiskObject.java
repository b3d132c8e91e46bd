package io.github.ec2unikernel.plugin.aws;

/** An object of S3 that holds a disk for as long as it is imported. */
public record DiskObject(String bucket, String key) {

  private static final String SCHEME = "s3://";

  /** Returns the object that a URL as of {@link #toString} names. */
  public static DiskObject of(String url) {
    String[] parts = url.substring(SCHEME.length()).split("/", 2);
    return new DiskObject(parts[0], parts[1]);
  }

  /** Returns {@code s3://BUCKET/KEY}. */
  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
