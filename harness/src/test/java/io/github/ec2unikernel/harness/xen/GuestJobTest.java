package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.Machine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuestJobTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 999_999_999);

  private static GuestJob job(Machine machine) {
    return GuestJob.of(machine, "/guest/kernel", "");
  }

  @Test
  void whatDiffersFromRunToRunIsNotPartOfWhatTheGuestIsBuiltFrom() {
    Machine machine = Machine.ofKernel(Path.of("k")).withMemory(64).withArguments("a b");
    GuestJob plain = job(machine);
    GuestJob withStore = job(machine.withStore(Map.of("rumprun/cfg", "{}")));
    assertThat(plain.build())
        .contains("loader=kernel\n", "memory=64\n", "args=a b\n")
        .endsWith("build\n")
        .isEqualTo(withStore.build());
    assertThat(plain.start(NOW)).isEqualTo("time=1700000000\ngo\n");
    assertThat(withStore.start(NOW)).isEqualTo("time=1700000000\nstore=rumprun/cfg {}\ngo\n");
  }

  @Test
  void aValueForTheStoreStaysOnOneLine() {
    Map<String, String> store = Map.of("key", "one\\n\ntwo\t\r \"three\"");
    assertThat(job(Machine.ofKernel(Path.of("k")).withStore(store)).start(NOW))
        .isEqualTo("time=1700000000\nstore=key one\\\\n\\ntwo\\t\\r \"three\"\ngo\n");
  }
}
