package io.github.ec2unikernel.harness.disk;

import java.util.Optional;

/**
 * What becomes of a menu entry; one of {@code loaded} and {@code obstacle} is there.
 *
 * @param number the entry's number, from 0
 * @param title its title
 * @param loaded what PV-GRUB takes
 * @param obstacle what stops it
 * @param goesOn whether PV-GRUB then tries the next fallback entry
 */
public record EntryOutcome(
    int number,
    String title,
    Optional<LoadedEntry> loaded,
    Optional<Obstacle> obstacle,
    boolean goesOn) {}
