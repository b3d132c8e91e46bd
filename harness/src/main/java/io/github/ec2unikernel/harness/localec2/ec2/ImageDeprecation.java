package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DisableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationResponse;

/** EnableImageDeprecation and DisableImageDeprecation. */
final class ImageDeprecation {

  private static final int MOST_YEARS = 10;
  private static final int HALF_MINUTE = 30;

  private final Authorization authorization;
  private final ImageCatalog catalog;

  ImageDeprecation(State state, ImageCatalog catalog) {
    this.authorization = new Authorization(state);
    this.catalog = catalog;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                EnableImageDeprecationRequest.class,
                EnableImageDeprecationRequest::builder,
                this::enable,
                "ImageId",
                "DeprecateAt")
            .needing(
                (caller, request) ->
                    List.of(authorization.on(caller, "EnableImageDeprecation", request.imageId()))),
        Ec2Action.of(
                DisableImageDeprecationRequest.class,
                DisableImageDeprecationRequest::builder,
                this::disable,
                "ImageId")
            .needing(
                (caller, request) ->
                    List.of(
                        authorization.on(caller, "DisableImageDeprecation", request.imageId()))));
  }

  private EnableImageDeprecationResponse enable(
      Caller caller, EnableImageDeprecationRequest request) {
    String id = Parameters.require(request.imageId(), "imageId");
    Instant asked = Parameters.require(request.deprecateAt(), "deprecateAt");
    // AWS keeps minutes, the nearest.
    Instant at = asked.plusSeconds(HALF_MINUTE).truncatedTo(ChronoUnit.MINUTES);
    if (asked.isBefore(caller.now())) {
      throw Parameters.invalid(asked, "DeprecateAt", "The date can't be in the past.");
    }
    if (at.isAfter(caller.now().atOffset(ZoneOffset.UTC).plusYears(MOST_YEARS).toInstant())) {
      throw Parameters.invalid(
          asked, "DeprecateAt", "Expecting a date at most " + MOST_YEARS + " years ahead.");
    }
    change(caller, id, ImageRegistration.date(at));
    return EnableImageDeprecationResponse.builder().returnValue(true).build();
  }

  private DisableImageDeprecationResponse disable(
      Caller caller, DisableImageDeprecationRequest request) {
    change(caller, Parameters.require(request.imageId(), "imageId"), null);
    return DisableImageDeprecationResponse.builder().returnValue(true).build();
  }

  private void change(Caller caller, String id, @Nullable String date) {
    catalog.change(
        caller,
        id,
        stored -> stored.with(stored.image().toBuilder().deprecationTime(date).build()));
  }
}
