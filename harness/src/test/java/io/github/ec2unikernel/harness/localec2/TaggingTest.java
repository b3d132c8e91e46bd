package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

final class TaggingTest extends LocalEc2Base {

  @Test
  void tagsAreAddedChangedDescribedAndTakenAway() {
    String id = startSnapshot();
    ec2.createTags(r -> r.resources(id).tags(tag("a", "1"), tag("b", "2")));
    ec2.createTags(r -> r.resources(id).tags(tag("b", "3"), tag("c", "")));

    assertThat(described()).containsExactlyInAnyOrder("a=1", "b=3", "c=");

    ec2.deleteTags(
        r -> r.resources(id).tags(Tag.builder().key("a").build(), tag("b", "not this one")));

    assertThat(described()).containsExactlyInAnyOrder("b=3", "c=");
    assertThat(
            ec2.describeTags(r -> r.filters(Clients.filter("resource-id", id)))
                .tags()
                .get(0)
                .resourceTypeAsString())
        .isEqualTo("snapshot");
  }

  @Test
  void aTagThatOneOfTwoResourcesCanNotHaveIsGivenToNone() {
    String good = startSnapshot();

    assertThat(
            Clients.code(
                () ->
                    ec2.createTags(
                        r -> r.resources(good, "snap-0123456789abcdef0").tags(tag("a", "1")))))
        .isEqualTo("InvalidSnapshot.NotFound");

    assertThat(described()).isEmpty();
  }

  @Test
  void aReservedKeyADoubleKeyAndALongKeyAreRefused() {
    String id = startSnapshot();

    for (List<Tag> tags :
        List.of(
            List.of(tag("aws:x", "1")),
            List.of(tag("a", "1"), tag("a", "2")),
            List.of(tag("k".repeat(129), "1")),
            List.of(tag("k", "v".repeat(257))))) {
      assertThat(Clients.code(() -> ec2.createTags(r -> r.resources(id).tags(tags))))
          .isEqualTo("InvalidParameterValue");
    }
  }

  @Test
  void theFiftyFirstTagIsRefused() {
    String id = startSnapshot();
    List<Tag> fifty = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
    ec2.createTags(r -> r.resources(id).tags(fifty));

    assertThat(Clients.code(() -> ec2.createTags(r -> r.resources(id).tags(tag("one", "more")))))
        .isEqualTo("TagLimitExceeded");
  }

  @Test
  void whatHasNoTagsIsRefused() {
    assertThat(Clients.code(() -> ec2.createTags(r -> r.resources("vol-1").tags(tag("a", "1")))))
        .isEqualTo("InvalidID");
  }

  private List<String> described() {
    return ec2.describeTags().tags().stream()
        .map((TagDescription tag) -> tag.key() + "=" + tag.value())
        .toList();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
