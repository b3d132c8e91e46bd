package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Volume;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestDisksTest {

  private static Machine machine(String logs, String data) {
    return Machine.ofDisk(Path.of("root"))
        .withVolumes(List.of(new Volume(Path.of("logs"), logs), new Volume(Path.of("data"), data)));
  }

  @Test
  void theRootComesFirstAndTheVolumesKeepTheirOrder() {
    assertThat(GuestDisks.files(machine("xvdc", "xvdb")).toString())
        .isEqualTo("{xvda=root, xvdc=logs, xvdb=data}");
  }

  @Test
  void besideAScsiNameTheRootHasTheOneThatEc2GivesItAsItsNumberIsTheLowest() {
    assertThat(GuestDisks.files(machine("xvdc", "sdb")).toString())
        .isEqualTo("{sda1=root, xvdc=logs, sdb=data}");
  }

  @ParameterizedTest
  @CsvSource({"xvdb, xvda, 51712", "sdb, sda1, 2049"})
  void dom0IsToldOfEachDiskAndOfTheRootsNumber(String data, String root, int number) {
    BootEntry entry = new BootEntry("menu", 1, "/kernel", "", List.of(), "", List.of());

    assertThat(GuestJob.of(machine("xvdc", data), Loader.PVGRUB, entry).build())
        .contains("\ndisk=%s,w\ndisk=xvdc,w\ndisk=%s,w\nroot=%d\n".formatted(root, data, number));
  }

  @Test
  void aReadOnlyVolumeIsOneToTheGuest() {
    BootEntry entry = new BootEntry("menu", 1, "/kernel", "", List.of(), "", List.of());
    Machine machine =
        Machine.ofDisk(Path.of("root"))
            .withVolumes(List.of(new Volume(Path.of("data"), "xvdb", true)));

    assertThat(GuestJob.of(machine, Loader.PVGRUB, entry).build())
        .contains("\ndisk=xvda,w\ndisk=xvdb,r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1073741824",
    "1, 1073741824",
    "1073741823, 1073741824",
    "1073741824, 1073741824",
    "1073741825, 2147483648",
    "5368709120, 5368709120"
  })
  void aDiskHasTheWholeGibibytesThatEbsWouldGiveIt(long bytes, long onEc2) {
    assertThat(GuestDisks.sizeOnEc2(bytes)).isEqualTo(onEc2);
  }
}
