package io.github.ec2unikernel.harness.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.ec2unikernel.harness.model.BootReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A boot's report as JSON; times are in seconds, and of the console there is the end only. */
final class BootJson {

  /** Goes up whenever a reader of the one before would read something wrong. */
  static final int FORMAT = 1;

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .registerTypeAdapter(Duration.class, new AsSeconds().nullSafe())
          .registerTypeAdapter(Instant.class, new AsInstant().nullSafe())
          .registerTypeHierarchyAdapter(Path.class, new AsPath().nullSafe())
          .create();

  private BootJson() {}

  /**
   * Returns the text.
   *
   * @param name what was booted
   */
  static String write(BootReport report, String name) {
    JsonObject document = new JsonObject();
    document.addProperty("format", FORMAT);
    document.addProperty("name", name);
    document.add("boot", GSON.toJsonTree(report.withTailOnly()));
    return GSON.toJson(document) + "\n";
  }

  /**
   * Returns what a text says.
   *
   * @throws JsonParseException if it is no such text, or one of another format
   */
  static StoredBoot read(String text) {
    JsonObject document = JsonParser.parseString(text).getAsJsonObject();
    int format = document.getAsJsonPrimitive("format").getAsInt();
    if (format != FORMAT) {
      throw new JsonParseException("it has the format " + format + ", not " + FORMAT);
    }
    return new StoredBoot(
        document.getAsJsonPrimitive("name").getAsString(),
        GSON.fromJson(document.get("boot"), BootReport.class));
  }

  private static final class AsSeconds extends TypeAdapter<Duration> {
    @Override
    public void write(JsonWriter out, Duration value) throws IOException {
      out.value(BigDecimal.valueOf(value.toMillis(), 3));
    }

    @Override
    public Duration read(JsonReader in) throws IOException {
      return Duration.ofMillis(new BigDecimal(in.nextString()).movePointRight(3).longValue());
    }
  }

  private static final class AsInstant extends TypeAdapter<Instant> {
    @Override
    public void write(JsonWriter out, Instant value) throws IOException {
      out.value(value.toString());
    }

    @Override
    public Instant read(JsonReader in) throws IOException {
      return Instant.parse(in.nextString());
    }
  }

  private static final class AsPath extends TypeAdapter<Path> {
    @Override
    public void write(JsonWriter out, Path value) throws IOException {
      out.value(value.toString());
    }

    @Override
    public Path read(JsonReader in) throws IOException {
      return Path.of(in.nextString());
    }
  }
}
