package com.example;

import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.junit.EnabledIfHypervisor;
import io.github.ec2unikernel.harness.junit.Unikernel;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@EnabledIfHypervisor
@Unikernel(kernel = "hello.xen", arguments = "echo", memory = 64, expect = "^READY$")
class HelloTest {
  @Test
  void answersWhatIsTyped(LiveGuest guest) {
    guest.type("hello\n");
    guest.awaitLine(Pattern.compile("^echo: hello$"), Duration.ofSeconds(60));
  }
}
