package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.model.BootReport;
import java.util.function.Function;

/**
 * A guest with a verdict, whose machine is still there.
 *
 * @param judgement the verdict
 * @param run what follows it; only for the thread that does
 * @param machine what runs it
 * @param reporter makes a report of all there was so far; only for that thread, too
 */
record Followed(
    Judgement judgement,
    BootRun run,
    GuestMachine machine,
    Function<Judgement, BootReport> reporter) {}
