package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;

/** A part of the page with a heading. */
interface PageSection {

  /** Returns the heading. */
  String title();

  /** Returns the name that links lead to. */
  String id();

  /** Tells whether there is anything to show. */
  default boolean isIn(BootReport report) {
    return true;
  }

  /** Writes what stands under the heading. */
  void write(BootReport report, Markup page);
}
