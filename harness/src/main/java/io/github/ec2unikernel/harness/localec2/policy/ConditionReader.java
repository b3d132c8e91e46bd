package io.github.ec2unikernel.harness.localec2.policy;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the Condition block of a statement. */
final class ConditionReader {

  private static final String IF_EXISTS = "IfExists";

  private ConditionReader() {}

  static List<Condition> read(JsonElement block, boolean hasVariables) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonElement> byOperator :
        Elements.object(block, "Condition").entrySet()) {
      String name = byOperator.getKey();
      Condition.Operator operator = operator(name);
      for (Map.Entry<String, JsonElement> byKey :
          Elements.object(byOperator.getValue(), name).entrySet()) {
        String key = byKey.getKey();
        String where = "Condition " + name + " of " + key;
        List<String> wanted = Elements.scalars(byKey.getValue(), where);
        for (String value : wanted) {
          Elements.refuseVariable(value, where, hasVariables);
          if (!operator.comparison().accepts(value)) {
            throw new PolicyException(where + ": the value '" + value + "' is none to compare so");
          }
        }
        conditions.add(new Condition(operator, key, wanted));
      }
    }
    return conditions;
  }

  private static Condition.Operator operator(String name) {
    String rest = name;
    Condition.Quantifier quantifier = Condition.Quantifier.SINGLE;
    if (rest.startsWith("ForAllValues:")) {
      quantifier = Condition.Quantifier.ALL;
      rest = rest.substring("ForAllValues:".length());
    } else if (rest.startsWith("ForAnyValue:")) {
      quantifier = Condition.Quantifier.ANY;
      rest = rest.substring("ForAnyValue:".length());
    }
    boolean ifExists = rest.endsWith(IF_EXISTS);
    if (ifExists) {
      rest = rest.substring(0, rest.length() - IF_EXISTS.length());
    }
    Comparison comparison =
        Comparison.find(rest)
            .orElseThrow(
                () ->
                    new PolicyException("Condition: the operator '" + name + "' is unknown here"));
    if (comparison == Comparison.NULL && ifExists) {
      throw new PolicyException("Condition: there is no '" + name + "'");
    }
    return new Condition.Operator(comparison, quantifier, ifExists);
  }
}
