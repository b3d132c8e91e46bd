package io.github.ec2unikernel.harness.localec2.policy;

import java.util.List;

/**
 * One condition of a statement.
 *
 * @param operator how the values are compared
 * @param key the condition key, such as {@code aws:RequestedRegion}
 * @param wanted the policy's values, of which one must match, or none if the operator negates
 */
record Condition(Operator operator, String key, List<String> wanted) {

  /**
   * How values are compared.
   *
   * @param comparison the comparison of one value with one
   * @param quantifier which of the request's values must pass
   * @param ifExists whether a key that the request lacks passes
   */
  record Operator(Comparison comparison, Quantifier quantifier, boolean ifExists) {}

  /** Which of the request's values must pass. */
  enum Quantifier {
    /** The one that there is. */
    SINGLE,
    /** At least one. */
    ANY,
    /** All; none at all pass too. */
    ALL
  }

  /** Takes a copy of the values. */
  Condition {
    wanted = List.copyOf(wanted);
  }

  boolean holds(RequestContext context) {
    List<String> actual = context.values(key);
    if (operator.comparison() == Comparison.NULL) {
      return Boolean.parseBoolean(wanted.get(0)) == actual.isEmpty();
    }
    if (actual.isEmpty()) {
      return operator.ifExists()
          || operator.quantifier() == Quantifier.ALL
          || (operator.quantifier() == Quantifier.SINGLE && operator.comparison().isNegated());
    }
    return switch (operator.quantifier()) {
      case ALL -> actual.stream().allMatch(this::passes);
      case ANY -> actual.stream().anyMatch(this::passes);
      case SINGLE ->
          operator.comparison().isNegated()
              ? actual.stream().allMatch(this::passes)
              : actual.stream().anyMatch(this::passes);
    };
  }

  private boolean passes(String value) {
    Comparison comparison = operator.comparison();
    return wanted.stream().anyMatch(one -> comparison.matches(one, value))
        != comparison.isNegated();
  }
}
