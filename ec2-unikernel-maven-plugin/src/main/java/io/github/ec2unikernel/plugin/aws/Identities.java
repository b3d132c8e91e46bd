package io.github.ec2unikernel.plugin.aws;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Asks STS, which answers everyone whose signature is good. */
public final class Identities {

  private final StsClient sts;
  private final AwsCalls calls;

  Identities(StsClient sts, AwsCalls calls) {
    this.sts = sts;
    this.calls = calls;
  }

  /** Returns who the credentials are of. */
  public Identity find() {
    GetCallerIdentityResponse answer =
        calls.run("sts:GetCallerIdentity", () -> sts.getCallerIdentity());
    return new Identity(answer.account(), answer.arn(), time(answer));
  }

  private static Optional<Instant> time(GetCallerIdentityResponse answer) {
    return answer.sdkHttpResponse().firstMatchingHeader("Date").flatMap(Identities::parsed);
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
