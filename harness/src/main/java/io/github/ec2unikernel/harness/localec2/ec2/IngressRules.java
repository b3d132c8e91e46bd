package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** What may come in: the permissions that a caller gives, as the rules that AWS keeps. */
final class IngressRules {

  private static final int LAST_PORT = 65_535;
  private static final Set<String> WITH_PORTS = Set.of("tcp", "udp");
  private static final Set<String> WITH_TYPES = Set.of("icmp", "icmpv6");
  private static final Map<String, String> NUMBERS =
      Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6");

  private IngressRules() {}

  /** Returns a rule, without an id yet, for each range of each permission. */
  static List<SecurityGroupRule> of(String groupId, List<IpPermission> permissions) {
    List<SecurityGroupRule> rules = new ArrayList<>();
    for (IpPermission permission : permissions) {
      SecurityGroupRule rule = rule(groupId, permission);
      for (IpRange range : permission.ipRanges()) {
        String cidr = Cidr.normal4(Parameters.require(range.cidrIp(), "cidrIp"));
        rules.add(rule.toBuilder().cidrIpv4(cidr).description(range.description()).build());
      }
      for (Ipv6Range range : permission.ipv6Ranges()) {
        String cidr = Cidr.normal6(Parameters.require(range.cidrIpv6(), "cidrIpv6"));
        rules.add(rule.toBuilder().cidrIpv6(cidr).description(range.description()).build());
      }
    }
    if (rules.isEmpty()) {
      throw new Refusal(
          400, "MissingParameter", "Either 'ipPermissions' or 'cidrIp' must be provided.");
    }
    return rules;
  }

  /** Returns whether two rules let the same in. */
  static boolean areSame(SecurityGroupRule one, SecurityGroupRule other) {
    return key(one).equals(key(other));
  }

  /**
   * Returns rules as DescribeSecurityGroups shows them: ranges of one protocol and port together.
   */
  static List<IpPermission> permissions(List<SecurityGroupRule> rules) {
    Map<List<String>, List<SecurityGroupRule>> grouped = new LinkedHashMap<>();
    for (SecurityGroupRule rule : rules) {
      List<String> key =
          List.of(
              rule.ipProtocol(), String.valueOf(rule.fromPort()), String.valueOf(rule.toPort()));
      grouped.computeIfAbsent(key, any -> new ArrayList<>()).add(rule);
    }
    return grouped.values().stream().map(IngressRules::permission).toList();
  }

  /** Returns the words by which AWS names a rule. */
  static String words(SecurityGroupRule rule) {
    String peer = rule.cidrIpv4() == null ? rule.cidrIpv6() : rule.cidrIpv4();
    return "peer: "
        + peer
        + ", "
        + rule.ipProtocol().toUpperCase(Locale.ROOT)
        + ", from port: "
        + rule.fromPort()
        + ", to port: "
        + rule.toPort()
        + ", ALLOW";
  }

  private static IpPermission permission(List<SecurityGroupRule> rules) {
    SecurityGroupRule first = rules.get(0);
    boolean all = first.ipProtocol().equals("-1");
    return IpPermission.builder()
        .ipProtocol(first.ipProtocol())
        .fromPort(all ? null : first.fromPort())
        .toPort(all ? null : first.toPort())
        .ipRanges(
            rules.stream()
                .filter(r -> r.cidrIpv4() != null)
                .map(
                    r ->
                        IpRange.builder().cidrIp(r.cidrIpv4()).description(r.description()).build())
                .toList())
        .ipv6Ranges(
            rules.stream()
                .filter(r -> r.cidrIpv6() != null)
                .map(
                    r ->
                        Ipv6Range.builder()
                            .cidrIpv6(r.cidrIpv6())
                            .description(r.description())
                            .build())
                .toList())
        .build();
  }

  private static SecurityGroupRule rule(String groupId, IpPermission permission) {
    String given = Parameters.require(permission.ipProtocol(), "ipProtocol");
    String protocol = NUMBERS.getOrDefault(given, given);
    if (!protocol.equals("-1")) {
      checkPorts(protocol, permission.fromPort(), permission.toPort());
    }
    boolean all = protocol.equals("-1");
    return SecurityGroupRule.builder()
        .groupId(groupId)
        .groupOwnerId(Caller.ACCOUNT)
        .isEgress(false)
        .ipProtocol(protocol)
        .fromPort(all ? Integer.valueOf(-1) : permission.fromPort())
        .toPort(all ? Integer.valueOf(-1) : permission.toPort())
        .build();
  }

  private static void checkPorts(String protocol, @Nullable Integer from, @Nullable Integer to) {
    if (!WITH_PORTS.contains(protocol) && !WITH_TYPES.contains(protocol)) {
      throw Parameters.invalid(protocol, "IpProtocol", "Expecting tcp, udp, icmp, icmpv6 or -1.");
    }
    int first = Parameters.require(from, "fromPort");
    int last = Parameters.require(to, "toPort");
    boolean ports = WITH_PORTS.contains(protocol);
    if (ports && (first < 0 || last > LAST_PORT)) {
      throw Parameters.invalid(first + "-" + last, "ports", "Expecting 0 to " + LAST_PORT + ".");
    }
    if (ports && first > last) {
      throw Parameters.invalid(first + "-" + last, "ports", "The first is greater than the last.");
    }
  }

  private static List<String> key(SecurityGroupRule rule) {
    return List.of(
        rule.ipProtocol(),
        String.valueOf(rule.fromPort()),
        String.valueOf(rule.toPort()),
        String.valueOf(rule.cidrIpv4()),
        String.valueOf(rule.cidrIpv6()));
  }
}
