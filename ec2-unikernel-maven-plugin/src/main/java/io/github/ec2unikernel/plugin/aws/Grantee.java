package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody that images are shared with.
 *
 * @param kind what it is
 * @param id an account's 12 digits, an ARN, or {@code all}
 */
public record Grantee(Kind kind, String id) implements Comparable<Grantee> {

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final String ARN = "arn:aws(-cn|-us-gov)?:organizations::[0-9]{12}:";
  private static final String ROOT = "o-[a-z0-9]{10,32}";
  private static final Pattern ORGANIZATION = Pattern.compile(ARN + "organization/" + ROOT);
  private static final Pattern UNIT =
      Pattern.compile(ARN + "ou/" + ROOT + "/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

  /** Everybody, which EC2 knows as a group. */
  public static final Grantee PUBLIC = new Grantee(Kind.PUBLIC, "all");

  /** Who it can be. */
  public enum Kind {
    /** An AWS account. */
    ACCOUNT,
    /** An organization of AWS Organizations. */
    ORGANIZATION,
    /** A unit of an organization. */
    UNIT,
    /** Everybody. */
    PUBLIC
  }

  /**
   * Reads one: an account's id, {@code public}, or the ARN of an organization or a unit of one.
   *
   * @throws InputException if it is none of these
   */
  public static Grantee parse(String text) {
    String word = text.strip();
    if (word.toLowerCase(Locale.ROOT).equals("public") || word.equals("all")) {
      return PUBLIC;
    }
    if (ACCOUNT.matcher(word).matches()) {
      return new Grantee(Kind.ACCOUNT, word);
    }
    if (ORGANIZATION.matcher(word).matches()) {
      return new Grantee(Kind.ORGANIZATION, word);
    }
    if (UNIT.matcher(word).matches()) {
      return new Grantee(Kind.UNIT, word);
    }
    throw new InputException(
        "<share> names '" + text + "', which is nobody that an AMI can be shared with.",
        "Give an account's 12 digits, the ARN of an organization or of a unit"
            + " (arn:aws:organizations::111122223333:organization/o-...), or public.");
  }

  /** Returns them as one text, which {@link #split} reads. */
  public static String join(Collection<Grantee> all) {
    return all.stream().map(Grantee::id).sorted().collect(Collectors.joining(","));
  }

  /** Returns those that a joined text names. */
  public static List<Grantee> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(Grantee::parse).toList();
  }

  /** Returns it as the aws CLI takes it in a list of launch permissions. */
  public String cli() {
    return switch (kind) {
      case ACCOUNT -> "{UserId=" + id + "}";
      case ORGANIZATION -> "{OrganizationArn=" + id + "}";
      case UNIT -> "{OrganizationalUnitArn=" + id + "}";
      case PUBLIC -> "{Group=all}";
    };
  }

  /** Returns whether EBS knows it as one that volumes of a snapshot are allowed to. */
  public boolean takesSnapshots() {
    return kind == Kind.ACCOUNT || kind == Kind.PUBLIC;
  }

  @Override
  public int compareTo(Grantee other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return kind == Kind.PUBLIC ? "the public" : id;
  }
}
