package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredGroup;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** CreateTags, DeleteTags and DescribeTags. */
final class TagActions {

  private static final int FEWEST_RESULTS = 5;

  private static final Filters<TagDescription> FILTERS =
      new Filters<TagDescription>()
          .one("key", TagDescription::key)
          .one("value", TagDescription::value)
          .one("resource-id", TagDescription::resourceId)
          .one("resource-type", TagDescription::resourceTypeAsString)
          .tagged(t -> List.of(Tag.builder().key(t.key()).value(t.value()).build()));

  private final State state;
  private final Authorization authorization;
  private final TaggedResources resources;

  TagActions(State state) {
    this.state = state;
    this.authorization = new Authorization(state);
    this.resources = new TaggedResources(state);
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                CreateTagsRequest.class,
                CreateTagsRequest::builder,
                this::create,
                "Resources",
                "Tags")
            .needing(
                (caller, r) ->
                    authorization.tagging(caller, "CreateTags", r.resources(), r.tags())),
        Ec2Action.of(
                DeleteTagsRequest.class,
                DeleteTagsRequest::builder,
                this::delete,
                "Resources",
                "Tags")
            .needing(
                (caller, r) ->
                    authorization.tagging(caller, "DeleteTags", r.resources(), r.tags())),
        Ec2Action.of(
            DescribeTagsRequest.class,
            DescribeTagsRequest::builder,
            this::describe,
            "Filters",
            "MaxResults",
            "NextToken"));
  }

  private CreateTagsResponse create(Caller caller, CreateTagsRequest request) {
    if (!request.hasTags()) {
      throw new Refusal(400, "MissingParameter", "The request must contain the parameter Tag");
    }
    TagRules.check(request.tags());
    change(caller, request.resources(), before -> TagRules.merge(before, request.tags()));
    return CreateTagsResponse.builder().build();
  }

  private DeleteTagsResponse delete(Caller caller, DeleteTagsRequest request) {
    TagRules.check(request.tags());
    change(
        caller,
        request.resources(),
        before -> before.stream().filter(tag -> !isTakenAway(tag, request)).toList());
    return DeleteTagsResponse.builder().build();
  }

  // Without tags all go; with a value only the tag of that value.
  private static boolean isTakenAway(Tag tag, DeleteTagsRequest request) {
    return !request.hasTags()
        || request.tags().stream()
            .anyMatch(
                taken ->
                    taken.key().equals(tag.key())
                        && (taken.value() == null || taken.value().equals(tag.value())));
  }

  private void change(Caller caller, List<String> ids, UnaryOperator<List<Tag>> change) {
    if (ids.isEmpty()) {
      throw new Refusal(
          400, "MissingParameter", "The request must contain the parameter ResourceId");
    }
    state.holdingRegion(
        caller.region(),
        () -> {
          List<TaggedResource> found = ids.stream().map(id -> resources.find(caller, id)).toList();
          // Every new list before the first write, so that a refusal changes nothing.
          List<List<Tag>> changed = found.stream().map(r -> change.apply(r.tags())).toList();
          for (int i = 0; i < found.size(); i++) {
            found.get(i).tagger().accept(changed.get(i));
          }
          return found;
        });
  }

  private DescribeTagsResponse describe(Caller caller, DescribeTagsRequest request) {
    List<TagDescription> all = new ArrayList<>();
    String region = caller.region();
    for (StoredImage image : state.images(region).all()) {
      add(all, ResourceType.IMAGE, image.image().imageId(), image.image().tags());
    }
    for (StoredSnapshot snapshot : state.snapshots(region).all()) {
      add(all, ResourceType.SNAPSHOT, snapshot.id(), snapshot.snapshot().tags());
    }
    for (Instances.Found found : new Instances(state).all(caller)) {
      add(all, ResourceType.INSTANCE, found.stored().id(), found.stored().instance().tags());
    }
    for (StoredGroup stored : state.groups(region).all()) {
      SecurityGroup group = stored.group();
      add(all, ResourceType.SECURITY_GROUP, group.groupId(), group.tags());
    }
    Page<TagDescription> page =
        Page.of(
            FILTERS.select(all, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeTagsResponse.builder().tags(page.things()).nextToken(page.nextToken()).build();
  }

  private static void add(List<TagDescription> all, ResourceType type, String id, List<Tag> tags) {
    for (Tag tag : tags) {
      all.add(
          TagDescription.builder()
              .resourceType(type)
              .resourceId(id)
              .key(tag.key())
              .value(tag.value())
              .build());
    }
  }
}
