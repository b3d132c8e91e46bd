package io.github.ec2unikernel.plugin.io;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The SHA-256 of a file as it was written. To take it costs twice what it costs to write the file,
 * so it is taken when somebody first wants it; the file's {@link FileStamp} tells whether the bytes
 * are still the same then. Holes cost as much as data, close to a second per GiB: SHA-256 has no
 * way around their zeros.
 */
public sealed interface FileDigest {

  /**
   * Returns the digest, 64 lower-case hex digits.
   *
   * @throws InputException if the file is no more as it was written
   * @throws EnvironmentException if it can't be read
   */
  String hex();

  /**
   * Checks by the file's stamp, if it is known, that the file is as it was written.
   *
   * @throws InputException if it is not
   */
  void requireUnchanged();

  /** Returns the digest of a file that was just written. */
  static FileDigest of(Path file) {
    return of(file, FileStamp.of(file));
  }

  /** Returns the digest of a file as it was when it had that stamp. */
  static FileDigest of(Path file, FileStamp stamp) {
    return new Pending(file, stamp, new AtomicReference<>());
  }

  /** One that was taken before, of a file that may be anywhere. */
  record Known(String hex) implements FileDigest {

    @Override
    public void requireUnchanged() {
      // There is nothing to compare with.
    }
  }

  /**
   * One to be taken, or taken of a file whose stamp is known.
   *
   * @param stamp what the file had when it was written
   * @param taken the digest, once it was
   */
  record Pending(Path file, FileStamp stamp, AtomicReference<String> taken) implements FileDigest {

    private static final int BUFFER_SIZE = 64 << 10;

    @Override
    public synchronized String hex() {
      String hex = taken.get();
      if (hex == null) {
        requireUnchanged();
        hex = read();
        requireUnchanged();
        taken.set(hex);
      }
      return hex;
    }

    @Override
    public void requireUnchanged() {
      FileStamp now = FileStamp.of(file);
      if (!now.equals(stamp)) {
        throw new InputException(
            "%s was changed while this build ran: it is %s, and was %s."
                .formatted(file, now, stamp),
            "Run the build again, and let nothing else write to the file meanwhile.");
      }
    }

    private String read() {
      MessageDigest digest = Fingerprinter.sha256();
      byte[] buffer = new byte[BUFFER_SIZE];
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          digest.update(buffer, 0, count);
        }
      } catch (IOException e) {
        throw FileStamp.unreadable(file, e);
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
