package io.github.ec2unikernel.harness.launch;

/**
 * What becomes of a machine image on one instance type.
 *
 * @param type the instance type's name
 * @param outcome what becomes of it
 * @param reason why, as a clause about the type or the kernel
 * @param evidence how that is known
 * @param evidenceText the same with by whom and with what, as a clause
 */
public record TypeAnswer(
    String type, Outcome outcome, String reason, Evidence evidence, String evidenceText) {

  static TypeAnswer never(InstanceType type, String reason) {
    return new TypeAnswer(
        type.name(), Outcome.NEVER, reason, Evidence.DESIGN, Evidence.DESIGN.text());
  }
}
