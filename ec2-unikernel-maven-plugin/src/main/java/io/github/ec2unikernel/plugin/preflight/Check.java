package io.github.ec2unikernel.plugin.preflight;

import java.util.List;

/** Something to look at; what AWS refuses on the way is thrown. */
interface Check {

  /** Returns what it is about, in a word or two. */
  String name();

  /** Looks at it. */
  List<Finding> find();
}
