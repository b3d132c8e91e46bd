package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionListTest {

  @Test
  void theFirstOfTheListIsFirstUnlessAnotherIsNamed() {
    assertThat(RegionList.of(null, List.of("us-west-2", " eu-west-1")))
        .isEqualTo(new RegionList("us-west-2", List.of("eu-west-1")));
    assertThat(RegionList.of("eu-west-1", List.of("us-west-2", "eu-west-1")))
        .isEqualTo(new RegionList("eu-west-1", List.of("us-west-2")));
    assertThat(RegionList.of("sa-east-1", List.of("us-west-2")))
        .isEqualTo(new RegionList("sa-east-1", List.of("us-west-2")));
  }

  @Test
  void whoNamesNoneLeavesItToTheSdk() {
    assertThat(RegionList.of(null, List.of())).isEqualTo(new RegionList(null, List.of()));
  }
}
