package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.Printable;
import io.github.ec2unikernel.harness.model.Verdict;

/**
 * A verdict and its reason.
 *
 * @param verdict the outcome
 * @param reason one sentence
 */
record Judgement(Verdict verdict, String reason) {

  /** Makes the reason safe for a terminal, as it quotes others. */
  Judgement {
    reason = Printable.of(reason);
  }
}
