package io.github.ec2unikernel.harness.localec2.ec2;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Client tokens, with which a call that is made twice has one effect. */
final class ClientTokens {

  private static final int LONGEST = 64;

  private ClientTokens() {}

  /** Refuses a token that AWS would not take. */
  static void check(@Nullable String token) {
    if (token != null && (token.length() > LONGEST || !token.matches("\\p{ASCII}*"))) {
      throw Parameters.invalid(
          token, "clientToken", "Expecting at most " + LONGEST + " characters of ASCII.");
    }
  }

  /** Returns what a request asks for besides its token, to compare with another use of it. */
  static String asked(SdkPojo request) {
    JsonObject members = JsonWriter.write(request);
    members.remove("ClientToken");
    return members.toString();
  }

  /**
   * Returns whether something was made by an earlier call with this token.
   *
   * @throws Refusal when that call asked for something else
   */
  static boolean isAgain(
      @Nullable String token, @Nullable String known, String asked, String knownAsked) {
    if (token == null || token.isEmpty() || !token.equals(known)) {
      return false;
    }
    if (!asked.equals(knownAsked)) {
      throw new Refusal(
          400,
          "IdempotentParameterMismatch",
          "The client token " + token + " was used before with other parameters.");
    }
    return true;
  }
}
