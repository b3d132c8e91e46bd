package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a file holds, there is an answer, found with few reads and little memory. Runs longer
 * with {@code -Dunikernel.random.files=N}, the number of files for each of the four seeds.
 */
class TriageRandomTest {

  private static final int FILES = Integer.getInteger("unikernel.random.files", 52_000);
  private static final Path KERNELS = Path.of("src/test/kernels");
  private static final Pattern PLACE = Pattern.compile("offset 0x[0-9a-f]+");

  /** A file of 10 KB names at most 180 segments, and all notes count together. */
  private static final int READS_FOR_A_BYTE = 200;

  private static final long MEMORY = 24L << 20;

  /** The largest dictionary that a header may ask for, and what comes with it. */
  private static final long MEMORY_PACKED = 184L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyDamagedFileHasAnAnswer(long seed) {
    List<byte[]> bases = bases();
    AtomicInteger kernels = new AtomicInteger();
    AtomicInteger damaged = new AtomicInteger();

    IntStream.range(0, FILES)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(seed << 32 | i);
              byte[] base = bases.get(random.nextInt(bases.size()));
              byte[] file = new Damage(random).of(base);
              Triage triage = answer(file, "seed %d, file %d".formatted(seed, i));
              kernels.addAndGet(triage.isBootable() ? 1 : 0);
              damaged.addAndGet(triage.damage() != null ? 1 : 0);
            });

    // Both come often, or the damage would test nothing.
    assertThat(kernels.get()).isGreaterThan(FILES / 20);
    assertThat(damaged.get()).isGreaterThan(FILES / 20);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void everyDamagedCompressedFileHasAnAnswer(long seed) {
    List<byte[]> bases = new ArrayList<>();
    byte[] kernel = ElfFixture.notesKernel().section(".text", 1, new byte[512]).build();
    for (Packing packing : Packing.values()) {
      bases.add(PackedFixture.pack(packing, kernel));
      if (packing != Packing.BZIMAGE) {
        bases.add(PackedFixture.bzImage(packing, kernel));
      }
    }
    AtomicInteger damaged = new AtomicInteger();
    int files = FILES / 10;

    IntStream.range(0, files)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(seed << 32 | i);
              byte[] file = new Damage(random).of(bases.get(random.nextInt(bases.size())));
              Triage triage = answer(file, "seed %d, file %d".formatted(seed, i));
              damaged.addAndGet(triage.damage() != null ? 1 : 0);
            });

    assertThat(damaged.get()).isBetween(files / 20, files - files / 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOADER=special", "XEN_VER=xen-2.0", "GUEST_OS=other"})
  void aRefusalForAKeyOrItsLackNamesItsOffset(String pair) {
    answer(ElfFixture.oldStyleKernel(pair).build(), pair);
    byte[] value = ElfFixture.text(pair);
    for (int type : new int[] {5, 8, 18}) {
      answer(
          ElfFixture.program().segment(4, 0, 0, ElfFixture.note("Xen", type, value)).build(),
          "note of type " + type);
    }
    answer(new ElfFixture().segment(4, 0, 0, ElfFixture.pvNotes()).build(), "nothing to load");
  }

  @Test
  void thousandsOfSegmentsOverTheSameNotesAreRefused() {
    ElfFixture elf = ElfFixture.program();
    byte[] notes = ElfFixture.note("GNU", 3, new byte[1 << 10]);
    for (int i = 0; i < 2000; i++) {
      elf.segment(4, 0, 0, notes);
    }

    Triage triage = answer(elf.build(), "2000 note segments");

    assertThat(triage.damage()).contains("brings the notes to 0x").contains("more than 0x100000");
  }

  private static Triage answer(byte[] file, String which) {
    BytesSource source = new BytesSource(file);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Triage triage = Triage.of(source, "random.xen");
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    long memory = triage.packing().isEmpty() ? MEMORY : MEMORY_PACKED;
    if (allocated > memory || source.read() > READS_FOR_A_BYTE * (file.length + 1024L)) {
      throw new AssertionError(
          "%s of %d bytes: %d bytes allocated, %d read"
              .formatted(which, file.length, allocated, source.read()));
    }
    String damage = triage.damage();
    if (damage != null && !PLACE.matcher(damage).find()) {
      throw new AssertionError(which + ": no offset in: " + damage);
    }
    String refusal = triage.rejection().map(InputException::getMessage).orElse("");
    // The rest is refused for what it is as a whole, and packed files for their packing.
    if (triage.elf() != null
        && triage.packing().isEmpty()
        && !refusal.isEmpty()
        && !refusal.contains("it has neither notes of the name Xen nor")
        && !PLACE.matcher(refusal).find()) {
      throw new AssertionError(which + ": no offset in: " + refusal);
    }
    if (triage.isBootable() == triage.rejection().isPresent()) {
      throw new AssertionError(which + ": neither a kernel nor a reason why not");
    }
    triage.rejection().map(InputException::hint).ifPresent(hint -> assertThat(hint).isNotBlank());
    return triage;
  }

  /** Ours of both classes, and composed ones. */
  private static List<byte[]> bases() {
    List<byte[]> bases =
        new ArrayList<>(
            List.of(
                ElfFixture.notesKernel().build(),
                ElfFixture.notesKernel().section(".text", 1, new byte[64]).build(),
                ElfFixture.program().section(".note.Xen", 7, ElfFixture.pvNotes()).build(),
                ElfFixture.oldStyleKernel("GUEST_OS=x,XEN_VER=xen-3.0,VIRT_BASE=0x0,LOADER=generic")
                    .build()));
    try {
      for (String name :
          List.of("pv32.elf", "pvh-only.elf", "multiboot.elf", "hello-oldstyle.xen")) {
        bases.add(Files.readAllBytes(KERNELS.resolve(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bases;
  }
}
