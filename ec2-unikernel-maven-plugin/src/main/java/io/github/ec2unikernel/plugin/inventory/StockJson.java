package io.github.ec2unikernel.plugin.inventory;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Writes a stock as JSON. */
public final class StockJson {

  private StockJson() {}

  /** Returns {@code {"releases": [...], "orphans": [...], "unread": {...}}}, indented. */
  public static String write(Stock stock) {
    JsonObject json = new JsonObject();
    JsonArray releases = new JsonArray();
    stock.releases().forEach(release -> releases.add(release(release)));
    json.add("releases", releases);
    JsonArray orphans = new JsonArray();
    stock.orphans().forEach(orphan -> orphans.add(orphan(orphan)));
    json.add("orphans", orphans);
    JsonObject unread = new JsonObject();
    new TreeSet<>(stock.unread().keySet())
        .forEach(region -> unread.addProperty(region, stock.unread().get(region)));
    json.add("unread", unread);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }

  private static JsonObject release(Release release) {
    JsonObject json = new JsonObject();
    json.addProperty("artifact", release.artifact());
    json.addProperty("version", release.version());
    json.addProperty("name", release.name());
    json.addProperty("createdAt", release.createdAt().toString());
    JsonArray images = new JsonArray();
    for (PublishedImage published : release.images()) {
      JsonObject image = new JsonObject();
      image.addProperty("region", published.region());
      image.addProperty("amiId", published.image().id());
      image.addProperty("name", published.image().name());
      image.addProperty("state", published.image().state());
      image.addProperty("createdAt", published.image().createdAt());
      if (!published.image().deprecatedAt().isEmpty()) {
        image.addProperty("deprecatedAt", published.image().deprecatedAt());
      }
      image.addProperty("bootWay", published.bootWay());
      image.addProperty("sizeGib", published.sizeGib());
      image.add("snapshotIds", array(published.snapshotIds()));
      image.add(
          "sharedWith",
          array(published.sharedWith().stream().sorted().map(Object::toString).toList()));
      image.add("instances", array(published.instances()));
      images.add(image);
    }
    json.add("images", images);
    return json;
  }

  private static JsonObject orphan(Orphan orphan) {
    JsonObject json = new JsonObject();
    json.addProperty("region", orphan.region());
    json.addProperty("kind", orphan.kind().name().toLowerCase(Locale.ROOT));
    json.addProperty("artifact", orphan.artifact());
    json.addProperty("version", orphan.version());
    json.addProperty("id", orphan.id());
    json.addProperty("why", orphan.why());
    if (orphan.since() != null) {
      json.addProperty("since", orphan.since().toString());
    }
    return json;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
