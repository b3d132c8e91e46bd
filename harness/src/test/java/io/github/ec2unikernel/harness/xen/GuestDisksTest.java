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

  private static final Machine MACHINE =
      new Machine(
          Path.of("root"),
          64,
          1,
          null,
          List.of(new Volume(Path.of("logs"), "xvdc"), new Volume(Path.of("data"), "sdb")));

  @Test
  void theRootIsXvdaAndFirstAndTheVolumesKeepTheirOrder() {
    assertThat(GuestDisks.files(MACHINE).toString()).isEqualTo("{xvda=root, xvdc=logs, sdb=data}");
  }

  @Test
  void dom0IsToldOfEachDiskInThatOrder() {
    BootEntry entry = new BootEntry("menu", 1, "/kernel", "", List.of(), "", false);

    assertThat(GuestJob.of(MACHINE, Loader.PVGRUB, entry).text())
        .contains("\ndisk=xvda\ndisk=xvdc\ndisk=sdb\n");
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
