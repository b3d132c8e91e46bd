package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.aws.Grantee;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * With whom the machine image is shared, and with those of them that EBS knows its snapshots too.
 *
 * @param with those who may launch it
 * @param isExclusive whether nobody else may, whoever shared it with them
 */
public record Sharing(Set<Grantee> with, boolean isExclusive) {

  /** Takes a copy. */
  public Sharing {
    with = Collections.unmodifiableSet(new TreeSet<>(with));
  }

  /** Returns the sharing that leaves everything as it is. */
  public static Sharing none() {
    return new Sharing(Set.of(), false);
  }

  /** Reads the names of those to share with, as {@link Grantee#parse} does. */
  public static Sharing of(List<String> names, boolean isExclusive) {
    Set<Grantee> all = new TreeSet<>();
    names.forEach(name -> all.add(Grantee.parse(name)));
    return new Sharing(all, isExclusive);
  }

  /**
   * Refuses to share what AWS does not let be shared.
   *
   * @throws InputException saying what comes in the way
   */
  void check(Encryption encryption) {
    if (with.isEmpty() || !encryption.encrypted()) {
      return;
    }
    if (encryption.kmsKeyId() == null) {
      throw new InputException(
          "<share> is given, and the snapshots are encrypted with the account's default key, which"
              + " no other account can use.",
          "Name a KMS key of your own (-Dunikernel.publish.kmsKeyId) and let the others use it.");
    }
    if (with.contains(Grantee.PUBLIC)) {
      throw new InputException(
          "<share> names the public, and AWS lets no encrypted snapshot be public.",
          "Leave the encryption or the public out.");
    }
  }

  /** Returns whether anything is asked for at all. */
  boolean isAsked() {
    return isExclusive || !with.isEmpty();
  }

  /** Returns those that a snapshot is shared with. */
  Set<Grantee> withSnapshots() {
    Set<Grantee> all = new TreeSet<>(with);
    all.removeIf(it -> !it.takesSnapshots());
    return all;
  }
}
