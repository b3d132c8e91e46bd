package io.github.ec2unikernel.plugin.aws;

import java.util.List;

/**
 * Keeps the AWS SDK from printing secrets into a build's debug output.
 *
 * <p>At DEBUG its signer prints each canonical request, with the session token in it, and its retry
 * stage prints AWS's refusals, which may quote that request. Maven's logger prints both under -X.
 */
final class SdkLogging {

  private static final String LEVEL_OF = "org.slf4j.simpleLogger.log.";
  // The signers by themselves too: who wants the rest of the SDK at DEBUG wants no token with it.
  private static final List<String> LOGGERS =
      List.of(
          "software.amazon.awssdk",
          "software.amazon.awssdk.http.auth",
          "software.amazon.awssdk.auth.signer",
          // Its headers are signed with the token among them.
          "org.apache.http");

  private SdkLogging() {}

  /**
   * Sets those loggers to INFO where the user set no level of theirs; only heard by loggers that
   * the SDK's classes have not made yet.
   */
  static void quieten() {
    for (String logger : LOGGERS) {
      if (System.getProperty(LEVEL_OF + logger) == null) {
        System.setProperty(LEVEL_OF + logger, "info");
      }
    }
  }
}
