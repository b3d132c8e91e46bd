package io.github.ec2unikernel.plugin.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A policy document as the directory policies has it: good as it stands for the bucket {@value
 * #BUCKET} and the role {@value #ROLE} of the account {@value #ACCOUNT} in the partition aws.
 *
 * @param name the file's name without its ending
 * @param audience for whom it is
 */
public record PolicyTemplate(String name, String audience) {

  static final String ACCOUNT = "123456789012";
  static final String BUCKET = "unikernels";
  static final String ROLE = "vmimport";

  /** All documents, in the order in which a person needs them. */
  public static final List<PolicyTemplate> ALL =
      List.of(
          new PolicyTemplate("setup", "who runs setup and teardown, once"),
          new PolicyTemplate("publisher-ebs-direct", "who runs deploy and check"),
          new PolicyTemplate("publisher-s3-import", "the same, publishing through S3"),
          new PolicyTemplate("cleaner", "who runs list, prune and delete"),
          new PolicyTemplate("launcher", "who starts instances of the images"),
          new PolicyTemplate("trust-policy", "the role that imports: who may take it on"),
          new PolicyTemplate("role-policy", "the role that imports: what it may do"));

  /** Returns the template of that name. */
  public static PolicyTemplate named(String name) {
    return ALL.stream().filter(template -> template.name.equals(name)).findFirst().orElseThrow();
  }

  /** Returns the document for an account. */
  public String filledIn(PolicyValues values) {
    return text()
        .replace("arn:aws:s3:::" + BUCKET, "arn:aws:s3:::" + values.bucket())
        .replace(":role/" + ROLE, ":role/" + values.role())
        .replace(ACCOUNT, values.account())
        .replace("arn:aws:ec2:*:", "arn:aws:ec2:" + values.region() + ":")
        .replace("arn:aws:", "arn:" + values.partition() + ":");
  }

  private String text() {
    try (InputStream in = PolicyTemplate.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no " + name + ".json");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
