package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a run publishes first, and in whose account.
 *
 * @param region the region
 * @param endpoint the endpoint that stood in for AWS, or null
 * @param name the name that the endpoint keeps although its URL changes, or null
 * @param account the account's id, once it is known
 */
public record Place(
    String region, @Nullable String endpoint, @Nullable String name, @Nullable String account) {

  static Place of(AwsConnection aws) {
    String endpoint = aws.endpoint() == null ? null : aws.endpoint().toString();
    return new Place(aws.region(), endpoint, aws.place(), null);
  }

  /** Returns the place with its account's id. */
  Place in(@Nullable String id) {
    return id == null ? this : new Place(region, endpoint, name, id);
  }

  /** Returns whether the two are one, as far as region and endpoint tell; not of the account. */
  boolean isAt(Place other) {
    return region.equals(other.region) && Objects.equals(where(), other.where());
  }

  private @Nullable String where() {
    return name == null ? endpoint : name;
  }

  /** Returns it in words for people. */
  @Override
  public String toString() {
    return "in "
        + region
        + (endpoint == null ? "" : " at " + endpoint)
        + (account == null ? "" : ", account " + account);
  }
}
