package io.github.ec2unikernel.harness.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MenuListTest {

  private static final String GOOD =
      "default 0\ntimeout 1\ntitle t\n\troot (hd0,0)\n\tkernel /k.xen a=1\n";

  private static MenuEntry only(String menu) {
    MenuList list = MenuList.parse(menu);
    assertThat(list.entries()).hasSize(1);
    return list.entries().get(0);
  }

  private static MenuFile kernel(String line) {
    return only("timeout 1\ntitle t\nroot (hd0)\n" + line + "\n").kernel().orElseThrow();
  }

  /** A title with a root, and these lines. */
  private static List<MenuProblem> problemsOf(String... lines) {
    return MenuList.parse("timeout 1\ntitle t\nroot (hd0)\n" + String.join("\n", lines) + "\n")
        .problems();
  }

  @Test
  void theMenuThatEc2UnikernelWroteHasNoProblem() {
    MenuList list = MenuList.parse(GOOD + "\tmodule /m.bin x y\n");
    assertThat(list.problems()).isEmpty();
    assertThat(list.timeout()).isEqualTo(OptionalInt.of(1));
    MenuEntry entry = list.entries().get(0);
    assertThat(entry.title()).isEqualTo("t");
    assertThat(entry.root()).contains(new GrubDevice(0, 1));
    assertThat(entry.kernel()).contains(new MenuFile(5, Optional.empty(), "/k.xen", "a=1"));
    assertThat(entry.modules()).containsExactly(new MenuFile(6, Optional.empty(), "/m.bin", "x y"));
  }

  @Test
  void theMenuThatUnikWroteIsReadAsGrubReadsIt() {
    String menu =
        """
        default=0
        fallback=1
        timeout=1
        hiddenmenu

        title Unik
        root (hd0)
        kernel /boot/program.bin a=b c
        """;
    MenuList list = MenuList.parse(menu.replace("\n", "\r\n"));
    assertThat(list.timeout()).isEqualTo(OptionalInt.of(1));
    assertThat(list.order()).containsExactly(0);
    assertThat(list.entries().get(0).kernel().orElseThrow().arguments()).isEqualTo("a=b c");
    assertThat(list.problems())
        .extracting(MenuProblem::toString)
        .containsExactly("line 2: fallback '1' does not name entries from 0 to 0");
  }

  @Test
  void tabsAreBlanksAndEqualsSignsPartAWordFromItsArguments() {
    assertThat(kernel("kernel\t=\t/k\tone\ttwo"))
        .returns("/k", MenuFile::path)
        .returns("one two", MenuFile::arguments);
  }

  @Test
  void argumentsStandAsTheyAreWithTheirQuotesAndBlanks() {
    assertThat(kernel("kernel /k  a=\"b c\"  'd' \\e # no comment ").arguments())
        .isEqualTo("a=\"b c\"  'd' \\e # no comment ");
  }

  @Test
  void aBackslashAtTheEndJoinsTheNextLineEvenInAComment() {
    assertThat(kernel("kernel /k a\\\nb\n").arguments()).isEqualTo("a b");
    assertThat(only("timeout 1\ntitle t\n# why \\\nroot (hd1)\nkernel /k\n").root()).isEmpty();
  }

  @Test
  void linesAreCountedThroughCommentsAndJoinedOnes() {
    MenuList list = MenuList.parse("# one\n\n# two \\\nthree\n\ntitle a\\\nb\nkernel /k\n");
    assertThat(list.entries().get(0)).returns(6, MenuEntry::line).returns("a b", MenuEntry::title);
    assertThat(list.entries().get(0).kernel().orElseThrow().line()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "kernel --type=linux --no-mem-option /k a, /k, a",
    "kernel --no-mem-option /k, /k, ''",
    "kernel /k --type=linux, /k, --type=linux",
  })
  void grubsOwnOptionsAreNotTheKernels(String line, String path, String arguments) {
    assertThat(kernel(line)).returns(path, MenuFile::path).returns(arguments, MenuFile::arguments);
  }

  @Test
  void aDeviceBeforeAPathIsToldFromIt() {
    assertThat(kernel("kernel (hd0,2)/boot/k").device()).contains(new GrubDevice(0, 3));
    assertThat(kernel("kernel (hd0)/boot/k").device()).contains(new GrubDevice(0, 0));
    assertThat(kernel("kernel (hd1,0)/k").device()).contains(new GrubDevice(1, 1));
  }

  @Test
  void aTitleWithoutKnownCommandsIsNotCounted() {
    MenuList list =
        MenuList.parse("default 1\ntimeout 1\ntitle none\nfoo bar\n" + entry("a") + entry("b"));
    assertThat(list.entries()).extracting(MenuEntry::title).containsExactly("a", "b");
    assertThat(list.defaultEntry()).isEqualTo(1);
    assertThat(list.problems())
        .extracting(MenuProblem::toString)
        .containsExactly(
            "line 3: the title 'none' has no command below it: GRUB does not count it",
            "line 4: 'foo' is no command of PV-GRUB, which passes over the line");
  }

  private static String entry(String title) {
    return "title " + title + "\nroot (hd0)\nkernel /" + title + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default 0                 | 0",
        "default 2                 | 2",
        "default 1; fallback 2 0   | 1,2,0",
        "default 1; fallback 2 2 0 | 1,2,0",
        "fallback 1 7 2            | 0,1,2",
        "default 9; fallback 2 1   | 2,1",
        "default 9                 | 0",
        "default 0x2               | 2",
        "default 08                | 0",
        "default 01                | 1",
        "default 1x                | 1",
        "default x                 | 0",
        "default 1; default x      | 1",
        "default saved             | 0",
        "fallback 1 x              | 0",
        "default 99999999999       | 0",
      })
  void theOrderOfEntriesIsGrubs(String head, String order) {
    String menu = head.replace("; ", "\n") + "\ntimeout 1\n";
    MenuList list = MenuList.parse(menu + entry("a") + entry("b") + entry("c"));
    assertThat(String.join(",", list.order().stream().map(String::valueOf).toList()))
        .isEqualTo(order);
  }

  @Test
  void whatStandsBeforeTheFirstTitleIsNoEntrys() {
    MenuList list = MenuList.parse("root (hd0,1)\n" + GOOD);
    assertThat(list.entries().get(0).root()).contains(new GrubDevice(0, 1));
    assertThat(list.problems())
        .extracting(MenuProblem::toString)
        .containsExactly("line 1: 'root' stands before the first title, where it does nothing");
  }

  @Test
  void rootAndKernelOnOneLineIsFatalAndBootsNothing() {
    MenuList list = MenuList.parse("timeout 1\ntitle t\nroot (hd0,0) kernel /k a\n");
    assertThat(list.entries().get(0).kernel()).isEmpty();
    assertThat(list.problems())
        .allMatch(MenuProblem::fatal)
        .extracting(MenuProblem::toString)
        .containsExactly(
            "line 2: the entry 't' has no kernel: it boots nothing, nor a fallback",
            "line 3: 'kernel' stands on the line of root, where it does nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root (hd0,msdos1)           | no device like (hd0)",
        "root /dev/sda1              | no device like (hd0)",
        "root (hd0,0,a)              | no device like (hd0)",
        "kernel k                    | names no file 'k'",
        "kernel (hd0,x)/k            | names no file '(hd0,x)/k'",
        "kernel                      | names no file ''",
        "kernel --type=foo /k        | no type that GRUB knows",
        "timeout 3                   | stands in an entry",
        "default 0                   | stands in an entry",
        "chainloader +1              | another boot loader",
        "pause                       | waits for a key",
      })
  void whatFailsInAnEntryIsFatal(String line, String what) {
    assertThat(problemsOf("kernel /k", line))
        .filteredOn(MenuProblem::fatal)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.text()).contains(what);
              assertThat(problem.line()).isEqualTo(5);
              assertThat(problem.hint()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kernel /k module /m         | is taken as argument",
        "Kernel /k                   | lower case: kernel",
        "root (hd1,0)                | not the disk that holds this menu",
      })
  void whatMayNotBeMeantIsToldWithoutBeingFatal(String line, String what) {
    assertThat(problemsOf("kernel /k", line))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.fatal()).isFalse();
              assertThat(problem.text() + " " + problem.hint()).contains(what);
            });
  }

  @Test
  void aModuleDropsTheInitrdBeforeItAndTheOtherWayRound() {
    MenuEntry first = only("title t\nkernel /k\ninitrd /i\nmodule /m\n");
    assertThat(first.initrd()).isEmpty();
    assertThat(first.modules()).extracting(MenuFile::path).containsExactly("/m");
    MenuEntry second = only("title t\nkernel /k\nmodule /m\nmodulenounzip /n\ninitrd /i\n");
    assertThat(second.initrd().orElseThrow().path()).isEqualTo("/i");
    assertThat(second.modules()).isEmpty();
    assertThat(problemsOf("kernel /k", "initrd /i", "module /m").get(0).text())
        .contains("drops the initrd");
    assertThat(problemsOf("kernel /k", "module /m", "initrd /i").get(0).text())
        .contains("drops the modules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"module /m", "initrd /i"})
  void whatNeedsAKernelBeforeItIsFatalWithoutOne(String line) {
    assertThat(problemsOf(line, "kernel /k"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.text()).contains("needs a kernel before it"))
        .returns(true, MenuProblem::fatal);
  }

  @ParameterizedTest
  @CsvSource({"255, ''", "256, false", "257, true", "300, true"})
  void modulesBeyondTheOnePageOfTheirListAreProblems(int count, String fatal) {
    String[] lines = new String[count + 1];
    lines[0] = "kernel /k";
    for (int i = 1; i <= count; i++) {
      lines[i] = "module /m" + i;
    }
    List<MenuProblem> problems = problemsOf(lines);
    assertThat(problems.stream().map(p -> "" + p.fatal()).reduce("", (a, b) -> b)).isEqualTo(fatal);
  }

  @ParameterizedTest
  @CsvSource({"1023, false", "1024, true"})
  void argumentsThatXenCutsAreAProblem(int bytes, boolean problem) {
    assertThat(problemsOf("kernel /k " + "a".repeat(bytes)).isEmpty()).isEqualTo(!problem);
  }

  @ParameterizedTest
  @CsvSource({"1490, 0", "1491, 1", "3000, 1510"})
  void linesThatGrubCutsAreAProblemAndAreCut(int letters, int lost) {
    List<MenuProblem> problems = problemsOf("kernel /k", "module /k " + "a".repeat(letters));
    assertThat(problems.stream().map(MenuProblem::text).toList())
        .hasSize(lost > 0 ? 1 : 0)
        .allMatch(text -> text.contains("has " + lost + " characters more than the 1500"));
    MenuEntry entry = only("title t\nkernel /k\nmodule /k " + "a".repeat(letters) + "\n");
    assertThat(entry.modules().get(0).arguments()).hasSize(letters - lost);
  }

  @Test
  void aMenuWithoutTimeoutWaitsForEver() {
    assertThat(MenuList.parse(GOOD.replace("timeout 1\n", "")).problems())
        .singleElement()
        .returns(true, MenuProblem::fatal)
        .satisfies(problem -> assertThat(problem.text()).contains("no timeout"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n", "default 0\ntimeout 1\n", "title t\n"})
  void aMenuWithoutEntryIsFatal(String menu) {
    MenuList list = MenuList.parse(menu);
    assertThat(list.order()).isEmpty();
    assertThat(list.problems().get(0))
        .returns(true, MenuProblem::fatal)
        .satisfies(problem -> assertThat(problem.text()).contains("no entry"));
  }

  @Test
  void aMissingRootAndOneBelowTheKernelAreTold() {
    assertThat(MenuList.parse("timeout 1\ntitle t\nkernel /k\nroot (hd0)\n").problems())
        .extracting(MenuProblem::line)
        .containsExactly(3, 4);
    assertThat(MenuList.parse("timeout 1\ntitle t\nkernel (hd0)/k\n").problems()).isEmpty();
  }
}
