package io.github.ec2unikernel.harness.boot;

import java.util.ArrayList;
import java.util.List;

/** Keeps what is told of a disk. */
final class NotedListener implements BootListener {

  final List<String> resolved = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  @Override
  public void resolved(String what) {
    resolved.add(what);
  }

  @Override
  public void warning(String what) {
    warnings.add(what);
  }
}
