package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.Verdict;

/**
 * A verdict and its reason.
 *
 * @param verdict the outcome
 * @param reason one sentence
 */
record Judgement(Verdict verdict, String reason) {}
