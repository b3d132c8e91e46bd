package io.github.ec2unikernel.harness.machine;

import java.time.Duration;

/** Something that a backend tells of a guest and of what runs it. */
public sealed interface GuestEvent {

  /** The machine was not started from nothing; it goes on from where another was saved. */
  record Restored() implements GuestEvent {}

  /** What builds the guest is up; a job is awaited. QEMU alone tells of no such thing. */
  record Ready() implements GuestEvent {}

  /** The guest is built and paused, its console attached. */
  record Created() implements GuestEvent {}

  /** The guest runs. */
  record Unpaused() implements GuestEvent {}

  /** The firmware gave the machine to the boot loader on its disk. */
  record LoaderStarted() implements GuestEvent {}

  /** The boot loader gave the machine to a kernel. */
  record HandedOver() implements GuestEvent {}

  /**
   * The guest has ended.
   *
   * @param reason Xen's shutdown code, which other backends use as well
   */
  record ShutDown(int reason) implements GuestEvent {}

  /**
   * The guest's console is quiet after its end.
   *
   * @param bytes how many bytes it had in all
   */
  record Drained(long bytes) implements GuestEvent {}

  /**
   * What a guest that was asked after does at this moment.
   *
   * @param blocked whether it waits for something
   * @param cpu the processor time that it has used in all
   */
  record State(boolean blocked, Duration cpu) implements GuestEvent {}

  /**
   * Xen can't build the guest.
   *
   * @param text what the toolstack said
   */
  record Refused(String text) implements GuestEvent {}

  /**
   * The firmware has the machine, and finds nothing that it could give it to.
   *
   * @param text what it looked for, as a sentence
   */
  record Unbootable(String text) implements GuestEvent {}

  /**
   * What starts the guest, dom0 or a Xen host's shell, can't go on.
   *
   * @param text what failed
   */
  record Failed(String text) implements GuestEvent {}

  /**
   * A line of the toolstack's own output.
   *
   * @param text the line
   */
  record Said(String text) implements GuestEvent {}
}
