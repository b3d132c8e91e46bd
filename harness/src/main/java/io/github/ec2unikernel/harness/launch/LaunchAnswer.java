package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Hypervisor;

/**
 * What becomes of a family's kernels, booted by one way, on one hypervisor.
 *
 * @param hypervisor what the instance runs on
 * @param way how the disk boots
 * @param outcome what becomes of it
 * @param disk the driver of the disk it gets, {@code none}, or empty where that is not known
 * @param network the driver of the network it gets, {@code none}, or empty
 * @param reason why, as a clause
 * @param here what of it was tested here and with what, or empty
 * @param ec2 who has shown it on EC2, or empty
 */
public record LaunchAnswer(
    Hypervisor hypervisor,
    BootWay way,
    Outcome outcome,
    String disk,
    String network,
    String reason,
    String here,
    String ec2) {

  static LaunchAnswer byRule(Hypervisor hypervisor, BootWay way, Outcome outcome, String reason) {
    return new LaunchAnswer(hypervisor, way, outcome, "", "", reason, "", "");
  }

  /** Returns how it is known. */
  public Evidence evidence() {
    if (!ec2.isEmpty()) {
      return Evidence.EC2;
    }
    if (!here.isEmpty()) {
      return Evidence.HERE;
    }
    return outcome == Outcome.UNKNOWN ? Evidence.NONE : Evidence.DESIGN;
  }

  /** Returns how it is known, with by whom and with what, as a clause. */
  public String evidenceText() {
    return switch (evidence()) {
      case EC2 -> "shown on EC2 by " + ec2;
      case HERE -> "tested here (" + here + "), on EC2 by nobody";
      case DESIGN -> "by design";
      case NONE -> "shown by nobody";
    };
  }
}
