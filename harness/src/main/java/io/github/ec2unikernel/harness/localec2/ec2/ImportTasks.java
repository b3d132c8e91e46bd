package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImport;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskRequest;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImportSnapshotTasksRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImportSnapshotTasksResponse;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;

/** DescribeImportSnapshotTasks and CancelImportTask; looking at a task is what moves it on. */
final class ImportTasks {

  private static final int FEWEST_RESULTS = 1;

  private static final Filters<ImportSnapshotTask> FILTERS =
      new Filters<ImportSnapshotTask>()
          .one("task-state", task -> task.snapshotTaskDetail().status())
          .tagged(ImportSnapshotTask::tags);

  private final State state;
  private final ImportWork work;
  private final ImportStages stages;
  private final Authorization authorization;

  ImportTasks(State state, ImportWork work, ImportStages stages) {
    this.state = state;
    this.work = work;
    this.stages = stages;
    this.authorization = new Authorization(state);
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeImportSnapshotTasksRequest.class,
            DescribeImportSnapshotTasksRequest::builder,
            this::describe,
            "ImportTaskIds",
            "Filters",
            "MaxResults",
            "NextToken"),
        Ec2Action.of(
                CancelImportTaskRequest.class,
                CancelImportTaskRequest::builder,
                this::cancel,
                "ImportTaskId",
                "CancelReason")
            .needing(
                (caller, request) ->
                    List.of(authorization.on(caller, "CancelImportTask", request.importTaskId()))));
  }

  private DescribeImportSnapshotTasksResponse describe(
      Caller caller, DescribeImportSnapshotTasksRequest request) {
    List<StoredImport> named = new ArrayList<>();
    if (request.hasImportTaskIds()) {
      request.importTaskIds().stream().distinct().forEach(id -> named.add(find(caller, id)));
    } else {
      named.addAll(state.imports(caller.region()).all());
    }
    List<ImportSnapshotTask> all = new ArrayList<>();
    for (StoredImport stored : named) {
      work.advance(caller, stored);
      all.add(seen(caller, state.imports(caller.region()).find(stored.id()).orElse(stored)));
    }
    Page<ImportSnapshotTask> page =
        Page.of(
            FILTERS.select(all, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeImportSnapshotTasksResponse.builder()
        .importSnapshotTasks(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  /** Returns a task as it is seen at the caller's time. */
  ImportSnapshotTask seen(Caller caller, StoredImport stored) {
    return stages.seen(stored, caller.now());
  }

  private StoredImport find(Caller caller, String id) {
    if (!Ids.isImport(id)) {
      throw new Refusal(
          400, "InvalidConversionTaskId.Malformed", "Invalid conversion task id: \"" + id + "\"");
    }
    return state.imports(caller.region()).find(id).orElseThrow(() -> Ids.noImport(id));
  }

  private CancelImportTaskResponse cancel(Caller caller, CancelImportTaskRequest request) {
    String id = Parameters.require(request.importTaskId(), "ImportTaskId");
    find(caller, id);
    return state.holdingRegion(
        caller.region(),
        () -> {
          StoredImport stored = find(caller, id);
          String before = seen(caller, stored).snapshotTaskDetail().status();
          if (!stored.isActive()) {
            throw new Refusal(
                400, "IncorrectState", "The task " + id + " is " + before + ", not active.");
          }
          String reason = request.cancelReason() == null ? "" : ": " + request.cancelReason();
          StoredImport ended = work.end(caller, stored, "The task was cancelled" + reason);
          return CancelImportTaskResponse.builder()
              .importTaskId(id)
              .previousState(before)
              .state(seen(caller, ended).snapshotTaskDetail().status())
              .build();
        });
  }
}
