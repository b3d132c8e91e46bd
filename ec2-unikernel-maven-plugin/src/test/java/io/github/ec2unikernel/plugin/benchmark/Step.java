package io.github.ec2unikernel.plugin.benchmark;

import java.io.IOException;

/** Something to be measured. */
interface Step {

  void run() throws IOException;
}
