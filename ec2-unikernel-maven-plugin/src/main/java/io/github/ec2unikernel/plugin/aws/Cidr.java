package io.github.ec2unikernel.plugin.aws;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of addresses.
 *
 * @param network its text as EC2 answers it: without the bits beyond the prefix, IPv6 as RFC 5952
 *     has it
 * @param hadHostBits whether it was given with bits beyond the prefix
 */
public record Cidr(String network, boolean hadHostBits) {

  private static final Pattern FORM =
      Pattern.compile(
          "((?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(/[0-9]{1,3})?");
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)");

  /** Returns the block that a text such as {@code 192.0.2.0/24} gives; one address is a block. */
  public static Optional<Cidr> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      // The pattern lets no name through, so nothing is looked up.
      byte[] address = InetAddress.getByName(parts.group(1)).getAddress();
      int bits = 8 * address.length;
      int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2).substring(1));
      // An IPv6 text of an IPv4 address is read as IPv4, whose prefix would be another.
      if (prefix > bits || parts.group(1).contains(":") != (address.length > 4)) {
        return Optional.empty();
      }
      boolean hadHostBits = clear(address, prefix);
      String network = InetAddress.getByAddress(address).getHostAddress();
      return Optional.of(new Cidr(shortened(network) + "/" + prefix, hadHostBits));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean clear(byte[] address, int prefix) {
    boolean cleared = false;
    for (int bit = prefix; bit < 8 * address.length; bit++) {
      int mask = 0x80 >> bit % 8;
      cleared |= (address[bit / 8] & mask) != 0;
      address[bit / 8] &= (byte) ~mask;
    }
    return cleared;
  }

  private static String shortened(String address) {
    MatchResult longest =
        ZEROS
            .matcher(address)
            .results()
            .max(Comparator.comparingLong(run -> run.group().chars().filter(c -> c == '0').count()))
            .orElse(null);
    return longest == null
        ? address
        : address.substring(0, longest.start())
            + "::"
            + address.substring(longest.end()).replaceFirst("^:", "");
  }
}
