package io.github.ec2unikernel.harness.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineAssemblerTest {

  private final List<String> lines = new ArrayList<>();
  private final LineAssembler assembler = new LineAssembler(lines::add);

  private void print(String text) {
    print(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void print(byte[] bytes) {
    assembler.accept(ByteBuffer.wrap(bytes));
  }

  @Test
  void lineFeedAndCarriageReturnEndLinesOnce() {
    print("one\ntwo\r\nthree\r\r\nfour\rfive\n");
    assertThat(lines).containsExactly("one", "two", "three", "four", "five");
  }

  @Test
  void colourAndTitleSequencesAreDropped() {
    print("\u001b[31mred\u001b[0m \u001b]0;title\u0007text \u001b]2;x\u001b\\end \u001b(Bdone\n");
    assertThat(lines).containsExactly("red text end done");
  }

  @Test
  void controlBytesAreShownAndNotObeyed() {
    print("bell\u0007 backspace\b null\0 delete\u007f\n");
    assertThat(lines).containsExactly("bell\\x07 backspace\\x08 null\\x00 delete\\x7f");
  }

  @Test
  void eightBitControlsNeverReachATerminal() {
    print("raw \u009b31m\n"); // not valid UTF-8
    print("coded \u009b31m\n".getBytes(StandardCharsets.UTF_8));
    assertThat(lines).containsExactly("raw \ufffd31m", "coded \ufffd31m");
  }

  @Test
  void utf8SplitBetweenReadsStaysWhole() {
    byte[] bytes = "für\n".getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      print(new byte[] {b});
    }
    assertThat(lines).containsExactly("für");
  }

  @Test
  void movingTheCursorEndsALineThatHoldsText() {
    print("\u001b[H\u001b[J\u001b[1;1HGNU GRUB\u001b[3;2H  \u001b[4;2HBooting\n");
    assertThat(lines).containsExactly("GNU GRUB", "Booting");
  }

  @Test
  void aLineWithoutEndIsCut() {
    print("x".repeat(LineAssembler.LONGEST_LINE + 10));
    assertThat(lines).containsExactly("x".repeat(LineAssembler.LONGEST_LINE));
    assertThat(assembler.partial()).isEqualTo("x".repeat(10));
  }

  @Test
  void anEndlessTitleDoesNotSwallowTheConsole() {
    print("\u001b]0;" + "x".repeat(LineAssembler.LONGEST_LINE) + "yREADY\n");
    assertThat(lines).anyMatch(line -> line.contains("READY"));
  }

  @Test
  void noiseThatLooksLikeACommandHidesNoLine() {
    print("\u001b]x\u001b\npanic: dead\n\u001bPabc\u001b[0m panic: again\n");
    assertThat(lines).containsExactly("x", "panic: dead", "abc panic: again");
  }

  @Test
  void anUnfinishedLineIsHandedOverAtTheEnd() {
    print("login: ");
    assertThat(assembler.partial()).isEqualTo("login: ");
    assembler.finish();
    assertThat(lines).containsExactly("login: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 4095, 4096, 4097, 10_000})
  void howTheBytesAreCutDoesNotChangeTheLines(int piece) {
    byte[] bytes = new byte[40_000];
    SplittableRandom random = new SplittableRandom(piece);
    for (int i = 0; i < bytes.length; i++) {
      boolean plain = random.nextInt(20) > 0 || i > 20_000;
      bytes[i] = (byte) (plain ? 'a' + random.nextInt(26) : random.nextInt(256));
    }
    print(bytes);
    assembler.finish();
    List<String> inPieces = new ArrayList<>();
    LineAssembler other = new LineAssembler(inPieces::add);
    for (int from = 0; from < bytes.length; from += piece) {
      other.accept(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
    }
    other.finish();
    assertThat(inPieces).isEqualTo(lines);
    assertThat(lines).allMatch(line -> line.length() <= LineAssembler.LONGEST_LINE + 3);
  }
}
