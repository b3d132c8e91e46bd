package io.github.ec2unikernel.harness.localec2.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;

/**
 * Reads Query parameters into the SDK's request shapes: EC2's lists, {@code Filter.1.Value.2=x}, or
 * the other services', {@code Tags.member.1.Key=x}.
 */
public final class QueryReader {

  private final Map<String, String> parameters;
  private final Set<String> unread;
  private final String listInfix;

  /** Creates a reader of the parameters that belong to the action. */
  public QueryReader(Map<String, String> parameters) {
    this(parameters, "");
  }

  /** Creates a reader of parameters in which {@code member} stands before a list's numbers. */
  public static QueryReader ofMembers(Map<String, String> parameters) {
    return new QueryReader(parameters, ".member");
  }

  private QueryReader(Map<String, String> parameters, String listInfix) {
    this.listInfix = listInfix;
    this.parameters = parameters;
    this.unread = new LinkedHashSet<>(parameters.keySet());
  }

  /**
   * Returns the request that {@code builder} makes of the parameters.
   *
   * @throws Refusal {@code UnknownParameter} when one is left over, {@code InvalidParameterValue}
   *     when one is not of its type
   */
  public SdkPojo read(SdkPojo builder) {
    fill(builder, "");
    for (String name : unread) {
      throw new Refusal(400, "UnknownParameter", "The parameter " + name + " is not recognized");
    }
    return Shapes.build(builder);
  }

  private void fill(SdkPojo builder, String prefix) {
    for (SdkField<?> field : builder.sdkFields()) {
      String name = prefix + field.locationName();
      Optional<SdkField<?>> member = Shapes.listMember(field);
      if (member.isPresent()) {
        List<Object> elements = new ArrayList<>();
        String list = name + listInfix + ".";
        for (int index : indexes(list)) {
          elements.add(value(member.get(), list + index));
        }
        if (!elements.isEmpty()) {
          field.set(builder, elements);
        }
      } else if (isPresent(field, name)) {
        field.set(builder, value(field, name));
      }
    }
  }

  private boolean isPresent(SdkField<?> field, String name) {
    return isShape(field)
        ? parameters.keySet().stream().anyMatch(key -> key.startsWith(name + "."))
        : parameters.containsKey(name);
  }

  private Object value(SdkField<?> field, String name) {
    if (isShape(field)) {
      SdkPojo builder = Shapes.builder(field);
      fill(builder, name + ".");
      return Shapes.build(builder);
    }
    String text = parameters.getOrDefault(name, "");
    unread.remove(name);
    try {
      return Scalars.parse(field, text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          400,
          "InvalidParameterValue",
          "Value (" + text + ") for parameter " + name + " is invalid.");
    }
  }

  private Set<Integer> indexes(String prefix) {
    Set<Integer> indexes = new TreeSet<>();
    for (String key : parameters.keySet()) {
      if (key.startsWith(prefix)) {
        String index = key.substring(prefix.length()).split("\\.", 2)[0];
        // What is no index stays unread and is refused by its full name.
        if (index.matches("[1-9][0-9]{0,4}")) {
          indexes.add(Integer.valueOf(index));
        }
      }
    }
    return indexes;
  }

  private static boolean isShape(SdkField<?> field) {
    return field.marshallingType() == MarshallingType.SDK_POJO;
  }
}
