package io.github.ec2unikernel.harness.localec2.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.wire.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * S3 as it is on disk, under {@code s3}: {@code buckets/*.json}, {@code objects/BUCKET/*.json},
 * {@code uploads/BUCKET/*.json} with a directory for the parts of each, and the bytes of all of
 * them in {@code data/BUCKET}. What is being received lies in {@code incoming}.
 */
public final class ObjectStore {

  private final Path root;
  private final StateLock lock;

  ObjectStore(Path root, StateLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Returns all buckets, which have one namespace in all regions. */
  public Documents<StoredBucket> buckets() {
    return new Documents<>(root.resolve("buckets"), StoredBucket::toJson, StoredBucket::of);
  }

  /** Returns a bucket's objects, by {@link #objectId}. */
  public Documents<StoredObject> objects(String bucket) {
    return new Documents<>(
        root.resolve("objects").resolve(bucket), StoredObject::toJson, StoredObject::of);
  }

  /** Returns a bucket's uploads. */
  public Documents<StoredUpload> uploads(String bucket) {
    return new Documents<>(
        root.resolve("uploads").resolve(bucket), StoredUpload::toJson, StoredUpload::of);
  }

  /** Returns the parts of an upload, by {@link #partId}. */
  public Documents<StoredPart> parts(String bucket, String uploadId) {
    return new Documents<>(
        root.resolve("uploads").resolve(bucket).resolve(uploadId),
        StoredPart::toJson,
        StoredPart::of);
  }

  /** Returns an object's id; a key itself may hold what no file's name may. */
  public static String objectId(String key) {
    return HexFormat.of().formatHex(Sha256.digest().digest(key.getBytes(UTF_8)));
  }

  /** Returns a part's id, which sorts as its number. */
  public static String partId(int number) {
    return String.format(Locale.ROOT, "%05d", number);
  }

  /** Returns a file to receive into, which its owner deletes or keeps. */
  public Path incoming() {
    try {
      Path directory = Files.createDirectories(root.resolve("incoming"));
      return directory.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a received file as data of a bucket; the caller holds the bucket. */
  public StoredData keep(String bucket, Path received, long size) {
    try {
      Path directory = Files.createDirectories(data(bucket));
      String name = UUID.randomUUID().toString();
      Files.move(received, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return new StoredData(name, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes data of a key that neither its object nor a part of its uploads names any more; who
   * reads it at this time reads on. The caller holds the bucket.
   */
  public void release(String bucket, String key, List<StoredData> data) {
    if (data.isEmpty()) {
      return;
    }
    // An upload that was killed while it completed shares its data with the object.
    Set<StoredData> named = named(bucket, key);
    try {
      for (StoredData one : data) {
        if (!named.contains(one)) {
          Files.deleteIfExists(data(bucket).resolve(one.file()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<StoredData> named(String bucket, String key) {
    Set<StoredData> named = new HashSet<>();
    objects(bucket).find(objectId(key)).ifPresent(object -> named.addAll(object.data()));
    for (StoredUpload upload : uploads(bucket).all()) {
      if (upload.head().key().equals(key)) {
        parts(bucket, upload.id()).all().forEach(part -> named.add(part.data()));
      }
    }
    return named;
  }

  /** Forgets the parts of an upload, whose data is deleted or has become an object's. */
  public void removeParts(String bucket, String uploadId) {
    Documents<StoredPart> parts = parts(bucket, uploadId);
    parts.all().forEach(part -> parts.remove(partId(part.number())));
    try {
      Files.deleteIfExists(root.resolve("uploads").resolve(bucket).resolve(uploadId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens data from a byte on, one after the other; all files are open before this returns. */
  public InputStream open(String bucket, List<StoredData> data, long from) {
    List<InputStream> streams = new ArrayList<>();
    long skip = from;
    try {
      for (StoredData one : data) {
        if (skip < one.size()) {
          InputStream stream = Files.newInputStream(data(bucket).resolve(one.file()));
          stream.skipNBytes(skip);
          streams.add(stream);
        }
        skip = Math.max(0, skip - one.size());
      }
      return new SequenceInputStream(Collections.enumeration(streams));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens data to be read at any place. */
  public ObjectBytes bytes(String bucket, List<StoredData> data) throws IOException {
    return new ObjectBytes(data(bucket), data);
  }

  /** Does something while no one else changes the bucket and what is in it. */
  public <T> T holding(String bucket, Supplier<T> work) {
    return lock.holdingRegion("s3/" + bucket, work);
  }

  Path data(String bucket) {
    return root.resolve("data").resolve(bucket);
  }

  Path root() {
    return root;
  }
}
