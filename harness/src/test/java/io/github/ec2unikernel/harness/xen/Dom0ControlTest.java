package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.xen.warm.SavePoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Dom0ControlTest {

  private final List<GuestEvent> events = new ArrayList<>();

  private final MachineListener listener =
      new MachineListener() {
        @Override
        public void event(GuestEvent event) {
          events.add(event);
        }

        @Override
        public void console(ByteBuffer bytes) {
          throw new AssertionError("it has no console");
        }

        @Override
        public void warning(String what) {
          throw new AssertionError(what);
        }
      };

  @Test
  void whatCantBeDealtWithEndsTheBootAndNotTheThread() {
    Dom0Control dom0 = new Dom0Control(new GuestJob("build\n", Map.of()), listener);
    dom0.saveBy(
        point -> {
          throw new IllegalStateException("no way to save");
        });
    dom0.accept(ByteBuffer.wrap("ready\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            GuestEvent.Failed.class,
            failed -> assertThat(failed.text()).contains("no way to save"));
  }

  @Test
  void aGuestThatHasReadItsDiskBeforeItIsBuiltIsNotSaved() {
    List<SavePoint> saved = new ArrayList<>();
    Dom0Control dom0 = new Dom0Control(new GuestJob("build\n", Map.of()), listener);
    dom0.saveBy(saved::add);
    dom0.accept(ByteBuffer.wrap("late\ncreated 1\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(saved).isEmpty();
    assertThat(events).startsWith(new GuestEvent.Created());

    Dom0Control other = new Dom0Control(new GuestJob("build\n", Map.of()), listener);
    other.saveBy(saved::add);
    other.accept(ByteBuffer.wrap("created 1\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(saved).containsExactly(SavePoint.BUILT);
  }
}
