package io.github.ec2unikernel.harness.localec2.ec2;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Blocks of addresses, written as AWS keeps them: without the bits that the prefix leaves out. */
final class Cidr {

  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)");

  private Cidr() {}

  /** Returns an IPv4 block in its normal form. */
  static String normal4(String cidr) {
    return normal(cidr, IPV4, 4, "CidrIp");
  }

  /** Returns an IPv6 block in its normal form. */
  static String normal6(String cidr) {
    return normal(cidr, IPV6, 16, "CidrIpv6");
  }

  /** Writes the longest run of zeros of an IPv6 address as two colons, as RFC 5952 has it. */
  private static String shortened(String address) {
    MatchResult longest =
        ZEROS
            .matcher(address)
            .results()
            .max(Comparator.comparingLong(run -> run.group().chars().filter(c -> c == '0').count()))
            .orElse(null);
    if (longest == null) {
      return address;
    }
    String after = address.substring(longest.end());
    return address.substring(0, longest.start()) + "::" + after.replaceFirst("^:", "");
  }

  private static String normal(String cidr, Pattern form, int length, String name) {
    String[] parts = cidr.split("/", -1);
    if (parts.length == 2 && form.matcher(parts[0]).matches() && parts[1].matches("\\d{1,3}")) {
      int prefix = Integer.parseInt(parts[1]);
      try {
        // The pattern lets no name through, so nothing is looked up.
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        if (address.length == length && prefix <= 8 * length) {
          for (int bit = prefix; bit < 8 * length; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
          }
          return shortened(InetAddress.getByAddress(address).getHostAddress()) + "/" + prefix;
        }
      } catch (UnknownHostException e) {
        // Refused below like any other text that is no block.
      }
    }
    throw Parameters.invalid(cidr, name, "CIDR block " + cidr + " is malformed.");
  }
}
