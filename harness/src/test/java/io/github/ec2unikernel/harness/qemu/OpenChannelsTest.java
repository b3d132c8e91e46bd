package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenChannelsTest {

  @Test
  void allAreClosedThoughOneCantBe() {
    List<String> closed = new ArrayList<>();
    OpenChannels open = new OpenChannels();
    open.add(() -> closed.add("first"));
    Closeable broken =
        () -> {
          throw new IOException("broken");
        };
    assertThat(open.add(broken)).isSameAs(broken);
    open.add(() -> closed.add("last"));
    assertThatThrownBy(open::close).isInstanceOf(IOException.class).hasMessage("broken");
    assertThat(closed).containsExactly("last", "first");
  }
}
