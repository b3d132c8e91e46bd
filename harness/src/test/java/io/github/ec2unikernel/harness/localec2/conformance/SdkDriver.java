package io.github.ec2unikernel.harness.localec2.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.awssdk.utils.builder.Buildable;

/** Makes the calls of the cases with the SDK for Java, by the names of their actions. */
final class SdkDriver implements AutoCloseable {

  private final Map<String, SdkAutoCloseable> clients = new LinkedHashMap<>();
  private final Map<String, String> saved = new HashMap<>();
  private final byte[] block;

  SdkDriver(URI endpoint, String accessKeyId, String secret, byte[] block, String checksum) {
    this.block = block;
    saved.put("blockChecksum", checksum);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret));
    var http = UrlConnectionHttpClient.builder();
    clients.put(
        "ec2", with(Ec2Client.builder().httpClientBuilder(http), endpoint, credentials).build());
    clients.put(
        "ebs", with(EbsClient.builder().httpClientBuilder(http), endpoint, credentials).build());
    clients.put(
        "iam", with(IamClient.builder().httpClientBuilder(http), endpoint, credentials).build());
    clients.put(
        "sts", with(StsClient.builder().httpClientBuilder(http), endpoint, credentials).build());
    clients.put(
        "s3",
        with(S3Client.builder().httpClientBuilder(http).forcePathStyle(true), endpoint, credentials)
            .build());
  }

  private static <B extends AwsClientBuilder<B, ?>> B with(
      B builder, URI endpoint, StaticCredentialsProvider credentials) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(credentials)
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }

  /** Makes a case's call and returns the code of its error, empty when there is none. */
  String call(JsonObject one) throws ReflectiveOperationException {
    String service = one.get("service").getAsString();
    String action = one.get("action").getAsString();
    JsonObject params = one.getAsJsonObject("params").deepCopy();
    if (one.has("sdk")) {
      one.getAsJsonObject("sdk").entrySet().forEach(e -> params.add(e.getKey(), e.getValue()));
    }
    Class<?> type =
        Class.forName(
            "software.amazon.awssdk.services." + service + ".model." + action + "Request");
    SdkPojo request = read(params, (SdkPojo) type.getMethod("builder").invoke(null));
    try {
      Object answer = invoke(Objects.requireNonNull(clients.get(service)), action, request, one);
      if (one.has("save")) {
        for (Map.Entry<String, JsonElement> name : one.getAsJsonObject("save").entrySet()) {
          saved.put(name.getKey(), found(answer, name.getValue().getAsString()));
        }
      }
      return "";
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AwsServiceException refusal) {
        return refusal.awsErrorDetails().errorCode();
      }
      throw e;
    }
  }

  private Object invoke(Object client, String action, SdkPojo request, JsonObject one)
      throws ReflectiveOperationException {
    String name = Character.toLowerCase(action.charAt(0)) + action.substring(1);
    for (Class<?> api : client.getClass().getInterfaces()) {
      if (one.has("body")) {
        Method method = api.getMethod(name, request.getClass(), RequestBody.class);
        return method.invoke(client, request, RequestBody.fromBytes(block));
      }
      if (one.has("out")) {
        Method method = api.getMethod(name + "AsBytes", request.getClass());
        return ((ResponseBytes<?>) method.invoke(client, request)).response();
      }
      return api.getMethod(name, request.getClass()).invoke(client, request);
    }
    throw new NoSuchMethodException(name);
  }

  private SdkPojo read(JsonObject params, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonElement value = params.remove(field.memberName());
      if (value != null) {
        field.set(builder, value(field, value));
      }
    }
    if (!params.isEmpty()) {
      throw new IllegalArgumentException("the SDK has no " + params.keySet());
    }
    return (SdkPojo) ((Buildable) builder).build();
  }

  private Object value(SdkField<?> field, JsonElement value) {
    MarshallingKnownType type = field.marshallingType().getKnownType();
    return switch (type) {
      case STRING -> text(value);
      case INTEGER -> value.getAsInt();
      case LONG -> value.getAsLong();
      case BOOLEAN -> value.getAsBoolean();
      case INSTANT -> Instant.parse(value.getAsString());
      case LIST -> list(field, value.getAsJsonArray());
      case MAP -> map(value.getAsJsonObject());
      case SDK_POJO -> {
        Supplier<SdkPojo> constructor = field.constructor();
        yield read(value.getAsJsonObject(), constructor.get());
      }
      default -> throw new IllegalArgumentException(field.memberName() + " is a " + type);
    };
  }

  private List<Object> list(SdkField<?> field, JsonArray elements) {
    SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<Object> values = new ArrayList<>();
    elements.forEach(element -> values.add(value(member, element)));
    return values;
  }

  private static Map<String, String> map(JsonObject object) {
    Map<String, String> map = new LinkedHashMap<>();
    object.entrySet().forEach(e -> map.put(e.getKey(), e.getValue().getAsString()));
    return map;
  }

  private String text(JsonElement value) {
    String text = value.getAsString();
    return text.startsWith("$") ? saved.getOrDefault(text.substring(1), text) : text;
  }

  private static String found(Object answer, String path) {
    Object at = answer;
    for (String step : path.split("\\.", -1)) {
      if (at instanceof List<?> list) {
        at = list.get(Integer.parseInt(step));
        continue;
      }
      SdkPojo shape = (SdkPojo) at;
      at =
          shape.sdkFields().stream()
              .filter(field -> field.memberName().equals(step))
              .map(field -> (Object) field.getValueOrDefault(shape))
              .findFirst()
              .orElseThrow();
    }
    return new JsonPrimitive(String.valueOf(at)).getAsString();
  }

  @Override
  public void close() {
    clients.values().forEach(SdkAutoCloseable::close);
  }
}
