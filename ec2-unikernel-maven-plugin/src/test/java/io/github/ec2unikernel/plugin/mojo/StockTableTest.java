package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.aws.DiskMapping;
import io.github.ec2unikernel.plugin.aws.Grantee;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.inventory.Orphan;
import io.github.ec2unikernel.plugin.inventory.PublishedImage;
import io.github.ec2unikernel.plugin.inventory.Release;
import io.github.ec2unikernel.plugin.inventory.Stock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StockTableTest {

  private final StockTable table = new StockTable(Instant.parse("2026-03-31T12:00:00Z"));

  @Test
  void anImageIsShownWithWhatKeepsIt() {
    PublishedImage image =
        new PublishedImage(
            "us-west-2",
            new ImageRecord(
                "ami-1",
                "hello-1.0",
                "available",
                "",
                "2026-03-01T12:00:00.000Z",
                "2027-03-01T00:00:00.000Z",
                null,
                "/dev/sda1",
                List.of(
                    DiskMapping.of("/dev/sda1", "snap-1", 1),
                    DiskMapping.of("/dev/sdb", "snap-2", 4)),
                Map.of()),
            Set.of(Grantee.PUBLIC),
            List.of("i-1", "i-2"));
    Release release = new Release("org.example:hello", "1.0", "hello-1.0", List.of(image));

    assertThat(table.lines(new Stock(List.of(release), List.of(), Map.of())))
        .containsExactly(
            "org.example:hello 1.0 (hello-1.0), 30 d old",
            "  us-west-2  ami-1  hvm  5 GiB  snap-1 snap-2  in use by 2 instance(s)  public"
                + "  deprecated from 2027-03-01T00:00:00.000Z");
  }

  @Test
  void orphansAndRegionsThatRefuseAreShown() {
    Orphan orphan =
        new Orphan(
            "eu-west-1",
            Orphan.Kind.SNAPSHOT,
            "org.example:hello",
            "1.0",
            "snap-1",
            "a snapshot in the state error, without an AMI",
            Instant.parse("2026-03-31T09:00:00Z"));

    assertThat(table.lines(new Stock(List.of(), List.of(orphan), Map.of("sa-east-1", "refused"))))
        .containsExactly(
            "No versions are published.",
            "Orphans:",
            "  eu-west-1  snap-1  org.example:hello 1.0: a snapshot in the state error, without an"
                + " AMI, 3 h old",
            "Not looked at: sa-east-1: refused");
  }
}
