package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.state.BlockFile;
import io.github.ec2unikernel.harness.localec2.state.Encryption;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Honoured;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ebs.model.StartSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.StorageTier;

/** StartSnapshot. */
final class SnapshotStart {

  private static final int LARGEST_GIB = 65_536;
  private static final int DEFAULT_TIMEOUT_MINUTES = 60;
  private static final int LONGEST_TEXT = 255;

  private final State state;
  private final int mostPending;

  SnapshotStart(State state, int mostPending) {
    this.state = state;
    this.mostPending = mostPending;
  }

  List<EbsAction<?>> actions() {
    return List.of(
        new EbsAction<>(
            "POST",
            "/snapshots",
            201,
            StartSnapshotRequest.class,
            StartSnapshotRequest::builder,
            Honoured.of(
                "VolumeSize",
                "ParentSnapshotId",
                "Tags",
                "Description",
                "ClientToken",
                "Encrypted",
                "KmsKeyArn",
                "Timeout"),
            false,
            this::start));
  }

  private Answer start(Caller caller, StartSnapshotRequest request, Body body) {
    check(request);
    String region = caller.region();
    if (request.parentSnapshotId() == null) {
      return state.holdingRegion(region, () -> start(caller, request, state.draft(region)));
    }
    BlockFile draft = state.draft(region);
    try {
      Optional<Answer> known = state.holdingRegion(region, () -> known(caller, request));
      if (known.isPresent()) {
        return known.get();
      }
      // The parent's bytes without the region's lock: they are many, and others need not wait.
      inherit(caller, request, draft);
      return state.holdingRegion(region, () -> start(caller, request, draft));
    } finally {
      draft.delete();
    }
  }

  private Answer start(Caller caller, StartSnapshotRequest request, BlockFile inherited) {
    return known(caller, request)
        .orElseGet(() -> answer(caller, create(caller, request, inherited)));
  }

  /** Returns the answer of the same call before; there is none when a snapshot may be made. */
  private Optional<Answer> known(Caller caller, StartSnapshotRequest request) {
    List<StoredSnapshot> all = state.snapshots(caller.region()).all();
    for (StoredSnapshot known : all) {
      String token = known.writing().clientToken();
      if (token != null && token.equals(request.clientToken())) {
        return Optional.of(again(caller, known, asked(request)));
      }
    }
    refuseTooMany(caller, all);
    parent(caller, request);
    return Optional.empty();
  }

  private void inherit(Caller caller, StartSnapshotRequest request, BlockFile draft) {
    try {
      draft.inherit(state.blocks(caller.region(), request.parentSnapshotId()));
    } catch (UncheckedIOException e) {
      // Its files are gone with it when it was deleted meanwhile.
      parent(caller, request);
      throw e;
    }
  }

  private static void check(StartSnapshotRequest request) {
    Long size = EbsRefusals.require(request.volumeSize(), "VolumeSize");
    if (size < 1 || size > LARGEST_GIB) {
      throw EbsRefusals.invalid(
          "VolumeSize " + size + " is not from 1 to " + LARGEST_GIB + " GiB.",
          "INVALID_VOLUME_SIZE");
    }
    EbsRefusals.requireRange(request.timeout(), "Timeout", 10, 4320);
    requireLength(request.description(), "Description");
    requireLength(request.clientToken(), "ClientToken");
    if (request.clientToken() != null && !request.clientToken().matches("\\S+")) {
      throw EbsRefusals.invalid("ClientToken holds a space.", "INVALID_PARAMETER_VALUE");
    }
    checkEncryption(request);
    EbsTags.check(request.tags());
  }

  private static void checkEncryption(StartSnapshotRequest request) {
    if (request.parentSnapshotId() != null
        && (request.encrypted() != null || request.kmsKeyArn() != null)) {
      throw EbsRefusals.invalid(
          "Encrypted and KmsKeyArn can't be given with ParentSnapshotId, whose encryption goes on.",
          "INVALID_PARAMETER_VALUE");
    }
    if (request.kmsKeyArn() != null && !Boolean.TRUE.equals(request.encrypted())) {
      throw EbsRefusals.invalid(
          "KmsKeyArn can't be given without Encrypted.", "INVALID_PARAMETER_VALUE");
    }
  }

  private static Encryption encryption(
      Caller caller, StartSnapshotRequest request, @Nullable StoredSnapshot parent) {
    if (parent != null) {
      return Encryption.of(parent.snapshot());
    }
    String key = request.kmsKeyArn();
    if (key != null && !key.startsWith("arn:")) {
      throw noKey(key);
    }
    return Encryption.asked(caller, request.encrypted(), key)
        .orElseThrow(() -> noKey(String.valueOf(key)));
  }

  private static Refusal noKey(String key) {
    return EbsRefusals.invalid(
        "KmsKeyArn '" + key + "' is no key's ARN of this region.", "INVALID_PARAMETER_VALUE");
  }

  private static void requireLength(@Nullable String text, String name) {
    if (text != null && (text.isEmpty() || text.length() > LONGEST_TEXT)) {
      throw EbsRefusals.invalid(
          name + " must have 1 to " + LONGEST_TEXT + " characters.", "INVALID_PARAMETER_VALUE");
    }
  }

  private static String asked(StartSnapshotRequest request) {
    // Not null: the SDK's fields give a missing idempotency token a new random value when read.
    return JsonWriter.write(request.toBuilder().clientToken("").build()).toString();
  }

  private Answer again(Caller caller, StoredSnapshot known, String asked) {
    if (!known.writing().request().equals(asked)) {
      throw new Refusal(
          409,
          "ConflictException",
          "The client token was used for " + known.id() + " with other parameters.");
    }
    return answer(caller, known);
  }

  private void refuseTooMany(Caller caller, List<StoredSnapshot> all) {
    long pending =
        all.stream()
            .filter(s -> !s.isSealed())
            .filter(s -> seen(caller, s).state() == SnapshotState.PENDING)
            .count();
    if (pending >= mostPending) {
      throw new Refusal(
          402,
          "ServiceQuotaExceededException",
          "You have " + pending + " pending snapshots, and may have " + mostPending + ".",
          "DEPENDENCY_SERVICE_QUOTA_EXCEEDED");
    }
  }

  private StoredSnapshot create(Caller caller, StartSnapshotRequest request, BlockFile inherited) {
    String hex = UUID.randomUUID().toString().replace("-", "");
    String id = "snap-0" + hex.substring(16);
    StoredSnapshot parent = parent(caller, request);
    Encryption encryption = encryption(caller, request, parent);
    Snapshot snapshot =
        Snapshot.builder()
            .snapshotId(id)
            .ownerId(Caller.ACCOUNT)
            // Every snapshot that no volume was the source of has this one.
            .volumeId("vol-ffffffff")
            .volumeSize(Math.toIntExact(request.volumeSize()))
            .description(request.description() == null ? "" : request.description())
            .startTime(caller.now())
            .encrypted(encryption.encrypted())
            .kmsKeyId(encryption.keyArn())
            .storageTier(StorageTier.STANDARD)
            .tags(EbsTags.toEc2(request.tags()))
            .build();
    StoredSnapshot stored =
        new StoredSnapshot(
            snapshot,
            new StoredSnapshot.Writing(
                request.clientToken(),
                asked(request),
                request.parentSnapshotId(),
                parent == null ? id : parent.writing().lineage(),
                request.timeout() == null ? DEFAULT_TIMEOUT_MINUTES : request.timeout()),
            null);
    inherited.moveTo(state.blocks(caller.region(), id));
    state.snapshots(caller.region()).put(id, stored);
    return stored;
  }

  private @Nullable StoredSnapshot parent(Caller caller, StartSnapshotRequest request) {
    if (request.parentSnapshotId() == null) {
      return null;
    }
    String id = EbsRefusals.requireSnapshotId(request.parentSnapshotId());
    StoredSnapshot parent =
        state.snapshots(caller.region()).find(id).orElseThrow(() -> EbsRefusals.noSnapshot(id));
    Snapshot seen = seen(caller, parent);
    if (seen.state() != SnapshotState.COMPLETED) {
      throw EbsRefusals.wrongState(id, seen.stateAsString());
    }
    if (request.volumeSize() < seen.volumeSize()) {
      throw EbsRefusals.invalid(
          "VolumeSize " + request.volumeSize() + " is smaller than the parent's.",
          "INVALID_VOLUME_SIZE");
    }
    return parent;
  }

  private Snapshot seen(Caller caller, StoredSnapshot stored) {
    return state.seen(caller.region(), stored, caller.now());
  }

  private Answer answer(Caller caller, StoredSnapshot stored) {
    Snapshot seen = seen(caller, stored);
    return Answer.of(
        StartSnapshotResponse.builder()
            .snapshotId(seen.snapshotId())
            .ownerId(seen.ownerId())
            .status(seen.stateAsString())
            .startTime(seen.startTime())
            .volumeSize(seen.volumeSize().longValue())
            .blockSize(BlockFile.BLOCK_SIZE)
            .description(seen.description().isEmpty() ? null : seen.description())
            .kmsKeyArn(seen.kmsKeyId())
            .parentSnapshotId(stored.writing().parentId())
            .tags(EbsTags.toEbs(seen.tags()))
            .build());
  }
}
