package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Volume;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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

  @Test
  void everyNetworkIsABridgeOfItsOwnWhateverItsAddresses() {
    Machine machine = Machine.ofKernel(Path.of("k"));
    GuestJob one =
        job(machine.withNetworks(List.of(Network.dhcp(), Network.of("10.1.0.0/16", "10.1.0.9"))));
    GuestJob other =
        job(
            machine.withNetworks(
                List.of(Network.of("46.43.42.128/25", "46.43.42.137"), Network.dhcp())));
    assertThat(one.build())
        .contains(
            "bridge=xenbr0 52:54:00:65:63:00\n",
            "vif=bridge=xenbr0,mac=00:16:3e:65:63:00\n",
            "bridge=xenbr1 52:54:00:65:63:01\n",
            "vif=bridge=xenbr1,mac=00:16:3e:65:63:01\n")
        .isEqualTo(other.build());
  }

  @Test
  void anHvmGuestStartsFromItsFirstDiskAndHasNoEmulatedInterface() {
    Machine machine =
        Machine.ofDisk(Path.of("d"))
            .withType(GuestType.HVM)
            .withVolumes(List.of(new Volume(Path.of("v"), "sdb")))
            .withNetworks(List.of(Network.dhcp()));
    assertThat(GuestJob.ofBios(machine, "ahci", true).build())
        .contains(
            "loader=bios\n", "type=hvm\n", "disk=xvda,w\ndisk=sdb,w\n", "hdtype=ahci\ninput=xen\n")
        .contains("vif=bridge=xenbr0,mac=00:16:3e:65:63:00,type=vif\n")
        .doesNotContain("root=");
  }

  @Test
  void argumentsOfTheUsersReplaceThoseOfTheDisksMenu() {
    BootEntry entry = new BootEntry("menu", 1, "/kernel", "of the menu", List.of(), "", List.of());
    Machine machine = Machine.ofDisk(Path.of("d"));
    assertThat(GuestJob.of(machine, Loader.LIBXL, entry).build()).contains("args=of the menu\n");
    assertThat(GuestJob.of(machine.withArguments("mine"), Loader.LIBXL, entry).build())
        .contains("args=mine\n");
    assertThat(GuestJob.of(machine.withArguments(""), Loader.LIBXL, entry).build())
        .contains("args=\n");
  }
}
