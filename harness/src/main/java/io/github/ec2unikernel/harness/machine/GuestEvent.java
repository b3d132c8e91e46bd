package io.github.ec2unikernel.harness.machine;

import java.time.Duration;

/** Something that dom0 tells the host, one line on the control channel. */
public sealed interface GuestEvent {

  /** The machine was not started from nothing; it goes on from where another was saved. */
  record Restored() implements GuestEvent {}

  /** The toolstack is up; a job is awaited. */
  record Ready() implements GuestEvent {}

  /** The guest is built and paused, its console attached. */
  record Created() implements GuestEvent {}

  /** The guest runs. */
  record Unpaused() implements GuestEvent {}

  /** The boot loader gave the machine to a kernel. */
  record HandedOver() implements GuestEvent {}

  /**
   * The guest has ended.
   *
   * @param reason Xen's shutdown code
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
   * dom0 itself can't go on.
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
