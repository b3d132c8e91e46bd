package io.github.ec2unikernel.plugin.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The regions that run PV instances, by AWS's documentation of 2023. */
final class PvRegions {

  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  private static final Set<String> KERNELS_ONLY =
      Set.of("us-east-2", "eu-west-2", "ap-south-1", "ap-northeast-2", "ca-central-1");

  static {
    NAMES.put("us-east-1", "N. Virginia");
    NAMES.put("us-west-1", "N. California");
    NAMES.put("us-west-2", "Oregon");
    NAMES.put("eu-west-1", "Ireland");
    NAMES.put("eu-central-1", "Frankfurt");
    NAMES.put("ap-northeast-1", "Tokyo");
    NAMES.put("ap-southeast-1", "Singapore");
    NAMES.put("ap-southeast-2", "Sydney");
    NAMES.put("sa-east-1", "São Paulo");
  }

  private PvRegions() {}

  /** Returns whether AWS published PV-GRUB for the region but never ran a PV instance there. */
  static boolean hasKernelsOnly(String region) {
    return KERNELS_ONLY.contains(region);
  }

  /** Returns them all, as {@code us-east-1 (N. Virginia), ...}. */
  static String words() {
    return NAMES.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
