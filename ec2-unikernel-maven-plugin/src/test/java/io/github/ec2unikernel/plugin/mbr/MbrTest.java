package io.github.ec2unikernel.plugin.mbr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MbrTest {

  @Test
  void thePartitionsEntryHoldsItsPlaceAndType() {
    ByteBuffer mbr = new Mbr(0x12345678, 2048, 2048).toBytes().order(ByteOrder.LITTLE_ENDIAN);

    assertThat(mbr.remaining()).isEqualTo(512);
    assertThat(mbr.getInt(440)).isEqualTo(0x12345678);
    assertThat(mbr.get(446)).as("active").isZero();
    assertThat(mbr.get(450)).as("type").isEqualTo((byte) 0x83);
    assertThat(mbr.getInt(454)).isEqualTo(2048);
    assertThat(mbr.getInt(458)).isEqualTo(2048);
    assertThat(mbr.getShort(510)).isEqualTo((short) 0xaa55);
  }

  @Test
  void allElseIsZero() {
    ByteBuffer mbr = new Mbr(-1, 2048, 2048).toBytes();

    for (int i = 0; i < 440; i++) {
      assertThat(mbr.get(i)).isZero();
    }
    for (int i = 462; i < 510; i++) {
      assertThat(mbr.get(i)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 1",
    "2048, 0, 32, 33",
    "16064, 0, 254, 63",
    "16065, 1, 0, 1",
    "16450559, 1023, 254, 63",
    "16450560, 1023, 254, 63",
    "4294967295, 1023, 254, 63"
  })
  void sectorsHaveTheAddressThatAGeometryOf255HeadsGives(
      long lba, int cylinder, int head, int sector) {
    assertThat(ChsAddress.of(lba)).isEqualTo(new ChsAddress(cylinder, head, sector));
  }

  @Test
  void theCylindersUpperBitsShareTheSectorsByte() {
    ByteBuffer out = ByteBuffer.allocate(3);

    new ChsAddress(0x2a5, 7, 9).put(out);

    assertThat(out.array()).containsExactly(7, 0x80 | 9, 0xa5);
  }

  @Test
  void aPartitionPast2TiBIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mbr(1, 2048, Mbr.SECTOR_LIMIT - 2047));
    assertThat(new Mbr(1, 2048, Mbr.SECTOR_LIMIT - 2048).partitions().get(0).sectors())
        .isEqualTo(4294965248L);
  }
}
