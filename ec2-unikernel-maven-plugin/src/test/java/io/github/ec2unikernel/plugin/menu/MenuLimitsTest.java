package io.github.ec2unikernel.plugin.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MenuLimitsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "|my kernel|, <blank>",
        "|a\nb|, <newline>",
        "|a\tb|, <tab>",
        "|a\u0001b|, <U+0001>",
        "|naïve|, <U+00EF>",
        "|a\\b|, |\\|",
        "|a\"b|, |\"|",
        "|it's|, |'|",
        "|a$b|, |$|"
      })
  void aNameWithACharacterThatGrubReadsOtherwiseIsRefused(String name, String told) {
    assertThat(refusal("t", name, "", List.of()))
        .hasMessageContaining("The kernel's file name '")
        .hasMessageContaining("has the character " + told + ",");
    assertThat(refusal("t", "k", "", List.of("fine", name)))
        .hasMessageContaining("The module's file name '");
  }

  @Test
  void aNameLongerThanExt2HoldsIsRefused() {
    assertThat(refusal("t", "k".repeat(256), "", List.of()))
        .hasMessageContaining("has 256 bytes, more than 255 (ext2's limit)");
    assertThat(entry("t", "k".repeat(255), "", List.of()).kernel()).hasSize(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r", "a\0b", "tab\there", "a\u007f"})
  void argumentsWithAControlCharacterAreRefused(String arguments) {
    assertThat(refusal("t", "k", arguments, List.of()))
        .hasMessageContaining("The kernel's argument string '")
        .hasMessageContaining("has the control character <");
  }

  @Test
  void argumentsThatContinueTheLineAreRefused() {
    assertThat(refusal("t", "k", "path=C:\\", List.of()))
        .hasMessageContaining("'path=C:\\' ends with a backslash");
  }

  @Test
  void theCommandLineMayFillXensBufferUpToItsZeroByte() {
    String fits = "x".repeat(1023 - "/hello.xen ".length());

    assertThat(entry("t", "hello.xen", fits, List.of()).commandLine()).hasSize(1023);
    assertThat(refusal("t", "hello.xen", fits + "x", List.of()))
        .hasMessageContaining(
            "The kernel's command line has 1024 bytes, more than 1023"
                + " (Xen's limit, the path of the kernel included): /hello.xen xxx");
  }

  @Test
  void theCommandLineIsMeasuredInBytes() {
    assertThat(refusal("t", "k", "ä".repeat(511), List.of()))
        .hasMessageContaining("has 1025 bytes");
  }

  @Test
  void aTitleLongerThanGrubsLineIsRefused() {
    assertThat(entry("t".repeat(1494), "k", "", List.of()).title()).hasSize(1494);
    assertThat(refusal("t".repeat(1495), "k", "", List.of()))
        .hasMessageContaining("has 1501 bytes, more than 1500 (GRUB's limit)");
  }

  @Test
  void aTitleOfTwoLinesIsRefused() {
    assertThat(refusal("a\nroot (hd1)", "k", "", List.of()))
        .hasMessageContaining("The menu title 'a<newline>root (hd1)'");
  }

  @Test
  void aTitleThatEndsWithABackslashIsRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> MenuLimits.requireTitle("new\\"))
        .withMessage(
            "The menu title 'new\\' ends with a backslash, which continues the line in menu.lst.");
  }

  @Test
  void aBlankTitleIsRefused() {
    assertThat(refusal(" ", "k", "", List.of())).hasMessageContaining("is blank");
  }

  private static InputException refusal(
      String title, String kernel, String arguments, List<String> modules) {
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> entry(title, kernel, arguments, modules))
        .satisfies(e -> assertThat(e.hint()).isNotBlank())
        .actual();
  }

  private static MenuEntry entry(
      String title, String kernel, String arguments, List<String> modules) {
    return new MenuEntry(
        title,
        "(hd0,0)",
        "/" + kernel,
        arguments,
        RamdiskMode.MODULE,
        modules.stream().map(module -> "/" + module).toList());
  }
}
