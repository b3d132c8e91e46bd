package io.github.ec2unikernel.harness.localec2.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.localec2.wire.Permission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyDocumentTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/";

  @ParameterizedTest(name = "{0} on {1} decides {2} on {3}: {4}")
  @CsvSource({
    "ec2:RegisterImage, *, ec2:RegisterImage, *, ALLOWED",
    "EC2:registerimage, *, ec2:RegisterImage, *, ALLOWED",
    "ec2:Describe*, *, ec2:DescribeImages, *, ALLOWED",
    "ec2:Describe*, *, ec2:CreateTags, *, NOT_ALLOWED",
    "ec2:Describe?mages, *, ec2:DescribeImages, *, ALLOWED",
    "*, *, s3:PutObject, arn:aws:s3:::b/k, ALLOWED",
    "s3:GetObject, arn:aws:s3:::unikernels/*, s3:GetObject, arn:aws:s3:::unikernels/a/b, ALLOWED",
    "s3:GetObject, arn:aws:s3:::unikernels/*, s3:GetObject, arn:aws:s3:::unikernels, NOT_ALLOWED",
    "s3:GetObject, arn:aws:s3:::a*b*c, s3:GetObject, arn:aws:s3:::aXbYbZc, ALLOWED",
    "s3:GetObject, arn:aws:s3:::Case/*, s3:GetObject, arn:aws:s3:::case/k, NOT_ALLOWED",
    "ec2:RegisterImage, arn:aws:ec2:*::image/*, ec2:RegisterImage, *, NOT_ALLOWED",
  })
  void aStatementCoversWhatItsPatternsMatch(
      String action, String resource, String asked, String on, Decision decision) {
    assertThat(
            allow("'Action': '%s', 'Resource': '%s'".formatted(action, resource))
                .decide(Permission.of(asked, on)))
        .isEqualTo(decision);
  }

  @Test
  void aDenialWinsOverEveryAllowanceOfAnyDocument() {
    PolicyDocument all = allow("'Action': '*', 'Resource': '*'");
    PolicyDocument no =
        document("{'Effect': 'Deny', 'Action': ['ec2:Run*', 'ec2:Stop*'], 'Resource': '*'}");
    Permission run = Permission.of("ec2:RunInstances");

    assertThat(all.decide(run)).isEqualTo(Decision.ALLOWED);
    assertThat(PolicyDocument.decide(List.of(all, no), run)).isEqualTo(Decision.DENIED);
    assertThat(PolicyDocument.decide(List.of(no, all), Permission.of("ec2:DescribeImages")))
        .isEqualTo(Decision.ALLOWED);
    assertThat(PolicyDocument.decide(List.of(), run)).isEqualTo(Decision.NOT_ALLOWED);
  }

  @Test
  void whatIsNotExceptedIsCovered() {
    PolicyDocument document =
        document(
            "{'Effect': 'Allow', 'NotAction': 'iam:*', 'NotResource': 'arn:aws:s3:::secret/*'}");

    assertThat(document.decide(Permission.of("iam:GetRole", ROLE + "r")))
        .isEqualTo(Decision.NOT_ALLOWED);
    assertThat(document.decide(Permission.of("s3:GetObject", "arn:aws:s3:::secret/k")))
        .isEqualTo(Decision.NOT_ALLOWED);
    assertThat(document.decide(Permission.of("s3:GetObject", "arn:aws:s3:::open/k")))
        .isEqualTo(Decision.ALLOWED);
  }

  @ParameterizedTest(name = "{0} {1} = {2} with {3}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          StringEquals              | k | 'a'                | a     | true
          StringEquals              | k | ['a', 'b']         | b     | true
          StringEquals              | k | 'a'                | A     | false
          StringEquals              | k | 'a'                |       | false
          StringEquals              | K | 'a'                | a     | true
          StringEqualsIgnoreCase    | k | 'a'                | A     | true
          StringEqualsIfExists      | k | 'a'                |       | true
          StringEqualsIfExists      | k | 'a'                | b     | false
          StringNotEquals           | k | ['a', 'b']         | b     | false
          StringNotEquals           | k | ['a', 'b']         | c     | true
          StringNotEquals           | k | 'a'                |       | true
          StringLike                | k | 'a*'               | abc   | true
          StringNotLike             | k | 'a*'               | abc   | false
          ForAllValues:StringEquals | k | ['a', 'b']         | a,b   | true
          ForAllValues:StringEquals | k | ['a', 'b']         | a,c   | false
          ForAllValues:StringEquals | k | 'a'                |       | true
          ForAllValues:StringLike   | k | 'x:*'              | x:1,y | false
          ForAnyValue:StringEquals  | k | 'a'                | a,c   | true
          ForAnyValue:StringEquals  | k | 'a'                | c     | false
          ForAnyValue:StringEquals  | k | 'a'                |       | false
          Null                      | k | 'true'             |       | true
          Null                      | k | true               | a     | false
          Null                      | k | 'false'            | a     | true
          Bool                      | k | 'true'             | true  | true
          Bool                      | k | 'true'             | false | false
          BoolIfExists              | k | 'true'             |       | true
          NumericLessThan           | k | 10                 | 9     | true
          NumericLessThan           | k | '10'               | 10    | false
          NumericLessThanEquals     | k | '10'               | 10.0  | true
          NumericGreaterThan        | k | '10'               | x     | false
          NumericNotEquals          | k | '1'                | 2     | true
          DateLessThan              | k | '2026-01-01T00:00:00Z' | 2025-12-31T23:59:59Z | true
          DateGreaterThan           | k | '2026-01-01T00:00:00Z' | 2025-12-31T23:59:59Z | false
          DateGreaterThan           | k | '0'                | 2025-12-31T23:59:59Z | true
          ArnLike                   | k | 'arn:aws:vmie:*:1:*' | arn:aws:vmie:us-west-2:1:x | true
          ArnEquals                 | k | 'arn:aws:vmie:*:1:*' | arn:aws:vmie:us-west-2:2:x | false
          ArnNotLike                | k | 'arn:aws:vmie:*:1:*' | arn:aws:vmie:us-west-2:2:x | true
          ArnLike                   | k | 'arn:*:x'          | arn:aws:vmie:us-west-2:1:x | false
          """)
  void aConditionHoldsAsIamSaysItDoes(
      String operator, String key, String wanted, String values, boolean holds) {
    PolicyDocument document =
        allow(
            "'Action': '*', 'Resource': '*', 'Condition': {'%s': {'%s': %s}}"
                .formatted(operator, key, wanted));
    Permission permission = Permission.of("s3:X");
    if (values != null) {
      permission = permission.with("k", List.of(values.split(",")));
    }

    assertThat(document.decide(permission) == Decision.ALLOWED).isEqualTo(holds);
  }

  @Test
  void allConditionsOfAStatementMustHold() {
    PolicyDocument document =
        allow(
            "'Action': '*', 'Resource': '*', 'Condition':"
                + " {'StringEquals': {'a': '1', 'b': '2'}, 'Bool': {'c': 'true'}}");
    Permission all = Permission.of("s3:X").with("a", "1").with("b", "2").with("c", "true");

    assertThat(document.decide(all)).isEqualTo(Decision.ALLOWED);
    for (String key : List.of("a", "b", "c")) {
      assertThat(document.decide(all.with(key, "other"))).isEqualTo(Decision.NOT_ALLOWED);
    }
  }

  @Test
  void aRoleTrustsTheServiceThatItsPolicyNamesUnderItsConditions() {
    PolicyDocument trust =
        PolicyDocument.parse(
            quoted(
                "{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal':"
                    + " {'Service': 'vmie.amazonaws.com'}, 'Action': 'sts:AssumeRole', 'Condition':"
                    + " {'StringEquals': {'sts:ExternalId': 'vmimport'}}}]}"),
            PolicyKind.TRUST);

    assertThat(trust.trusts("vmie.amazonaws.com", Map.of("sts:Externalid", List.of("vmimport"))))
        .isTrue();
    assertThat(trust.trusts("vmie.amazonaws.com", Map.of("sts:ExternalId", List.of("other"))))
        .isFalse();
    assertThat(trust.trusts("vmie.amazonaws.com", Map.of())).isFalse();
    assertThat(trust.trusts("ec2.amazonaws.com", Map.of("sts:ExternalId", List.of("vmimport"))))
        .isFalse();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | no JSON object
          ` ` | not one JSON object
          {'Statement': x} | no JSON: line 1 column 15 path $.Statement
          {} {} | no JSON: line 1 column 5
          {'Statement': []} | Statement is empty
          {'Version': '2012-10-17'} | Statement is missing
          {'Version': '2013-10-17', 'Statement': {}} | '2013-10-17' is not 2012-10-17
          {'Statements': []} | no element 'Statements'
          {'Statement': {'Effect': 'allow', 'Action': '*', 'Resource': '*'}} | 'allow' is not Allow
          {'Statement': {'Effect': 'Allow', 'Resource': '*'}} | Action is missing
          {'Statement': {'Effect': 'Allow', 'Action': 'ec2', 'Resource': '*'}} | 'ec2' is not SERVICE:ACTION
          {'Statement': {'Effect': 'Allow', 'Action': '*'}} | Resource is missing
          {'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': 'bucket'}} | 'bucket' is neither an ARN nor *
          {'Statement': {'Effect': 'Allow', 'Action': '*', 'NotAction': '*', 'Resource': '*'}} | exclude each other
          {'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': '*'}} | has no Principal
          {'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Conditions': {}}} | no element 'Conditions'
          {'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}}}} | 'IpAddress' is unknown here
          {'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'NumericEquals': {'k': 'x'}}}} | 'x' is none to compare so
          {'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::${aws:username}/*'}} | policy variable in 'arn:aws:s3:::${aws:username}/*'
          {'Statement': [{'Sid': 'a', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}, {'Sid': 'a', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]} | 'a' is there twice
          """)
  void whatCannotBeDecidedByIsNamed(String document, String problem) {
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> PolicyDocument.parse(quoted(document), PolicyKind.IDENTITY))
        .withMessageContaining(problem);
  }

  private static PolicyDocument allow(String rest) {
    return document("{'Effect': 'Allow', " + rest + "}");
  }

  private static PolicyDocument document(String statement) {
    return PolicyDocument.parse(
        quoted("{'Version': '2012-10-17', 'Statement': [" + statement + "]}"), PolicyKind.IDENTITY);
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
