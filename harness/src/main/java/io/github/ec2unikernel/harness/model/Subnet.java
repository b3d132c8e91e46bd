package io.github.ec2unikernel.harness.model;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A range of IPv4 addresses.
 *
 * @param base its first address, as a number
 * @param prefix how many bits its addresses have in common, {@link #WIDEST} to {@link #NARROWEST}
 */
record Subnet(int base, int prefix) {

  /** QEMU's user network takes no shorter prefix. */
  static final int WIDEST = 4;

  /** Two addresses are left here between the network's own and that of broadcasts. */
  static final int NARROWEST = 30;

  private static final int BITS = 32;
  private static final Pattern CIDR = Pattern.compile("([0-9.]+)/([0-9]{1,2})");
  private static final Pattern ADDRESS =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

  /**
   * Reads a subnet from text such as {@code 10.0.2.0/24}.
   *
   * @throws InputException if the text is none, or one that can't be
   */
  static Subnet parse(String text) {
    Matcher parts = CIDR.matcher(text);
    OptionalInt address = parts.matches() ? number(parts.group(1)) : OptionalInt.empty();
    if (address.isEmpty()) {
      throw new InputException(
          "<subnet> is '" + text + "'", "Give an address and its prefix: 10.0.2.0/24.");
    }
    int prefix = Integer.parseInt(parts.group(2));
    if (prefix < WIDEST || prefix > NARROWEST) {
      throw new InputException(
          "<subnet> is '" + text + "'",
          "Give a prefix between /" + WIDEST + " and /" + NARROWEST + ".");
    }
    int base = address.getAsInt() & -(1 << (BITS - prefix));
    if (base != address.getAsInt()) {
      throw new InputException(
          "<subnet> is '" + text + "', which names an address inside of a subnet",
          "Give the subnet itself: " + text(base) + "/" + prefix + ".");
    }
    return new Subnet(base, prefix);
  }

  /**
   * Returns an address inside, its own and that of broadcasts left out.
   *
   * @param element the POM element that has it
   * @throws InputException if it is no such address
   */
  int address(String element, String text) {
    OptionalInt address = number(text);
    if (address.isEmpty()) {
      throw new InputException(
          "<" + element + "> is '" + text + "'", "Give an IPv4 address: " + text(base + 1) + ".");
    }
    int offset = address.getAsInt() - base;
    if (offset <= 0 || offset >= last()) {
      throw new InputException(
          "<" + element + "> is '" + text + "', which no machine in " + this + " can have",
          "Give an address from " + text(base + 1) + " to " + text(base + last() - 1) + ".");
    }
    return address.getAsInt();
  }

  /** Returns the first address that is none of these, as text; broadcasts' if there is no other. */
  String another(int... taken) {
    return text(
        IntStream.rangeClosed(1, last())
            .map(offset -> base + offset)
            .filter(each -> IntStream.of(taken).noneMatch(other -> other == each))
            .findFirst()
            .orElseThrow());
  }

  private int last() {
    return (1 << (BITS - prefix)) - 1;
  }

  /** Returns it as {@code 10.0.2.0/24}. */
  @Override
  public String toString() {
    return text(base) + "/" + prefix;
  }

  private static OptionalInt number(String text) {
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches()) {
      return OptionalInt.empty();
    }
    int number = 0;
    for (int i = 1; i <= parts.groupCount(); i++) {
      int octet = Integer.parseInt(parts.group(i));
      if (octet > 0xff) {
        return OptionalInt.empty();
      }
      number = number << 8 | octet;
    }
    return OptionalInt.of(number);
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff);
  }
}
