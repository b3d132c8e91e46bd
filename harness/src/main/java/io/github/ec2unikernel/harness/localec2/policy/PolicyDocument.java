package io.github.ec2unikernel.harness.localec2.policy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An IAM policy document that was understood to the last element. */
public final class PolicyDocument {

  private static final Set<String> KNOWN = Set.of("Version", "Id", "Statement");
  private static final String CURRENT = "2012-10-17";
  private static final String FIRST = "2008-10-17";

  private final List<Statement> statements;

  private PolicyDocument(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads a document.
   *
   * @throws PolicyException when IAM would refuse it, or it holds an element, an operator or a
   *     variable that is not decided by here; its text names what
   */
  public static PolicyDocument parse(String json, PolicyKind kind) {
    JsonObject document = Elements.object(strict(json), "The policy");
    Elements.requireKnown(document, KNOWN, "The policy");
    String version =
        document.has("Version") ? Elements.texts(document.get("Version"), "Version").get(0) : FIRST;
    if (!version.equals(CURRENT) && !version.equals(FIRST)) {
      throw new PolicyException("Version: '" + version + "' is not " + CURRENT);
    }
    if (!document.has("Statement")) {
      throw new PolicyException("The policy: Statement is missing");
    }
    StatementReader reader = new StatementReader(kind, version.equals(CURRENT));
    List<Statement> statements =
        Elements.list(document.get("Statement")).stream().map(reader::read).toList();
    if (statements.isEmpty()) {
      throw new PolicyException("Statement is empty");
    }
    Set<String> sids = new HashSet<>();
    for (Statement statement : statements) {
      if (!statement.sid().isEmpty() && !sids.add(statement.sid())) {
        throw new PolicyException("Sid: '" + statement.sid() + "' is there twice");
      }
    }
    return new PolicyDocument(statements);
  }

  /**
   * Reads a file.
   *
   * @throws InputException when it can't be read, or {@link #parse} would not have it
   */
  public static PolicyDocument read(Path file, PolicyKind kind) {
    try {
      return parse(Files.readString(file), kind);
    } catch (IOException e) {
      throw new InputException(
          "The policy can't be read from " + file + ": " + e, "Name a file that is there.", e);
    } catch (PolicyException e) {
      throw new InputException(
          "The policy " + file + " can't be used: " + e.text(), "Correct the document.", e);
    }
  }

  /** Decides about a permission, by itself. */
  public Decision decide(Permission permission) {
    return decision(statements, permission);
  }

  /** Decides about a permission by several documents: who is denied by one is denied. */
  public static Decision decide(List<PolicyDocument> documents, Permission permission) {
    return decision(documents.stream().flatMap(d -> d.statements.stream()).toList(), permission);
  }

  /** Returns whether a trust policy lets a service, such as {@code vmie.amazonaws.com}, in. */
  public boolean trusts(String service, Map<String, List<String>> context) {
    List<Statement> about =
        statements.stream()
            .filter(s -> s.principals() != null && s.principals().includesService(service))
            .toList();
    return decision(about, new Permission("sts:AssumeRole", "*", context)) == Decision.ALLOWED;
  }

  private static Decision decision(List<Statement> statements, Permission permission) {
    List<Statement> covering = statements.stream().filter(s -> s.covers(permission)).toList();
    if (covering.stream().anyMatch(statement -> !statement.allows())) {
      return Decision.DENIED;
    }
    return covering.isEmpty() ? Decision.NOT_ALLOWED : Decision.ALLOWED;
  }

  private static JsonElement strict(String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement element = new Gson().fromJson(reader, JsonElement.class);
      if (element == null || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new PolicyException("The policy is not one JSON object");
      }
      return element;
    } catch (JsonParseException | IOException e) {
      throw new PolicyException("The policy is no JSON: " + place(e));
    }
  }

  // Gson's own words tell programmers what to set.
  private static String place(Exception e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("line ");
    return at < 0 ? message : message.substring(at).lines().findFirst().orElse(message);
  }
}
