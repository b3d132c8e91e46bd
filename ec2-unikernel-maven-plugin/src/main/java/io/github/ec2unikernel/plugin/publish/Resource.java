package io.github.ec2unikernel.plugin.publish;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run makes in the account; it is written down before it is made, so that it can
 * be found, gone on with or deleted whenever the run is killed.
 *
 * @param kind what it is
 * @param region where it is
 * @param disk the name of the {@link DiskSource} that it is made of, or null for what is made of
 *     all
 * @param id its id, or null as long as no answer with it has come
 * @param replaced the id of the faulty one that it is made in place of, or null
 */
public record Resource(
    Kind kind,
    String region,
    @Nullable String disk,
    @Nullable String id,
    @Nullable String replaced) {

  /** What a resource is. */
  public enum Kind {
    /** An object with a disk that is imported from it, and the upload of it. */
    OBJECT,
    /** The task of an import. */
    IMPORT,
    /** An EBS snapshot. */
    SNAPSHOT,
    /**
     * Permissions given on an image or a snapshot that was there before; its id stands in the place
     * of the disk, and those that were given them in the place of the id.
     */
    SHARE,
    /** An AMI. */
    IMAGE
  }

  Resource(Kind kind, String region, @Nullable String disk, @Nullable String id) {
    this(kind, region, disk, id, null);
  }

  /** Returns a resource that is about to be made. */
  static Resource intended(Kind kind, String region, @Nullable String disk) {
    return new Resource(kind, region, disk, null);
  }

  /** Returns the same resource with its id. */
  Resource made(String itsId) {
    return new Resource(kind, region, disk, itsId);
  }

  /** Returns whether the two are known to be different ones. */
  boolean isOtherThan(Resource another) {
    return id != null && another.id != null && !id.equals(another.id);
  }

  /** Returns one that is about to be made in place of a faulty one of that id. */
  static Resource replacing(Kind kind, String region, @Nullable String disk, String faulty) {
    return new Resource(kind, region, disk, null, faulty);
  }

  /** Returns whether the two are for the same purpose, whatever their ids. */
  boolean isSlotOf(Kind otherKind, String otherRegion, @Nullable String otherDisk) {
    return kind == otherKind && region.equals(otherRegion) && Objects.equals(disk, otherDisk);
  }
}
