package io.github.ec2unikernel.harness.xl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.GuestType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class XlGuestTest {

  private static final XlGuest GUEST =
      new XlGuest(
          GuestType.PV,
          "/d/kernel",
          "/d/ramdisk",
          "say=\"a \\ b\"",
          64,
          2,
          List.of(
              new XlGuest.Disk("xvda", "/d/a,b", false), new XlGuest.Disk("xvdb", "/d/c", true)),
          List.of(new XlGuest.Interface("xenbr0", "00:16:3e:00:00:01")));

  @Test
  void theTextIsWhatXlReads() {
    assertThat(GUEST.text())
        .isEqualTo(
            """
            type="pv"
            kernel="/d/kernel"
            ramdisk="/d/ramdisk"
            cmdline="say=\\"a \\\\ b\\""
            memory=64
            vcpus=2
            disk=["format=raw,vdev=xvda,access=w,target=/d/a,b","format=raw,vdev=xvdb,access=r,target=/d/c"]
            vif=["bridge=xenbr0,mac=00:16:3e:00:00:01"]
            """);
  }

  @Test
  void ourOwnReaderFindsTheSame() {
    XlConfig config = XlConfigReader.parse(Path.of("guest.cfg"), GUEST.text());
    assertThat(config.files()).containsExactly("/d/kernel", "/d/ramdisk");
    assertThat(config.targets()).containsExactly("/d/a,b", "/d/c");
    assertThat(config.bridges()).containsExactly("xenbr0");
    assertThat(config.memory()).isEqualTo(64);
  }

  @Test
  void theShimIsPartOfAPvhGuest() {
    XlGuest shim = new XlGuest(GuestType.SHIM, "/k", "", "", 64, 1, List.of(), List.of());
    assertThat(shim.text())
        .startsWith("type=\"pvh\"\npvshim=1\nkernel=\"/k\"\n")
        .doesNotContain("ramdisk", "vif");
  }
}
