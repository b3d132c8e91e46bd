package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Image;

/** The images that the account sees in a region: its own and Amazon's kernels. */
final class ImageCatalog {

  private final State state;

  ImageCatalog(State state) {
    this.state = state;
  }

  /** Returns the account's own images, ordered by id. */
  List<Image> own(Caller caller) {
    return state.images(caller.region()).all().stream()
        .map(stored -> stored.seen(caller.now()))
        .toList();
  }

  /** Returns all images, ordered by id within their owner. */
  List<Image> all(Caller caller) {
    return Stream.concat(PvGrub.in(caller.region()).stream(), own(caller).stream()).toList();
  }

  /** Returns the account's own image of that id. */
  Optional<StoredImage> findOwn(Caller caller, String id) {
    return Ids.isImage(id) ? state.images(caller.region()).find(id) : Optional.empty();
  }

  /** Returns the account's own image of that id, refusing what is none or someone else's. */
  StoredImage requireOwn(Caller caller, String id) {
    Ids.requireImage(id);
    if (findKernel(caller, id).isPresent()) {
      throw Ids.notYours(id);
    }
    return findOwn(caller, id).orElseThrow(() -> Ids.noImages(List.of(id)));
  }

  /** Changes the account's own image of that id, refusing what is none or someone else's. */
  void change(Caller caller, String id, UnaryOperator<StoredImage> change) {
    state.holdingRegion(
        caller.region(),
        () -> {
          StoredImage changed = change.apply(requireOwn(caller, id));
          state.images(caller.region()).put(id, changed);
          return changed;
        });
  }

  /** Returns Amazon's kernel image of that id. */
  static Optional<Image> findKernel(Caller caller, String id) {
    return PvGrub.in(caller.region()).stream()
        .filter(image -> image.imageId().equals(id))
        .findFirst();
  }
}
