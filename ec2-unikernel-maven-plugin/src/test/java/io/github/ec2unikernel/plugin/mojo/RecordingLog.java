package io.github.ec2unikernel.plugin.mojo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.Log;

/** A log that keeps its lines, each with its level in front; for several threads. */
final class RecordingLog implements Log {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  private void add(String level, Object text) {
    lines.add(level + " " + text);
  }

  @Override
  public boolean isDebugEnabled() {
    return true;
  }

  @Override
  public void debug(CharSequence content) {
    add("debug", content);
  }

  @Override
  public void debug(CharSequence content, Throwable error) {
    add("debug", content + ": " + error);
  }

  @Override
  public void debug(Throwable error) {
    add("debug", error);
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public void info(CharSequence content) {
    add("info", content);
  }

  @Override
  public void info(CharSequence content, Throwable error) {
    add("info", content + ": " + error);
  }

  @Override
  public void info(Throwable error) {
    add("info", error);
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public void warn(CharSequence content) {
    add("warn", content);
  }

  @Override
  public void warn(CharSequence content, Throwable error) {
    add("warn", content + ": " + error);
  }

  @Override
  public void warn(Throwable error) {
    add("warn", error);
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public void error(CharSequence content) {
    add("error", content);
  }

  @Override
  public void error(CharSequence content, Throwable error) {
    add("error", content + ": " + error);
  }

  @Override
  public void error(Throwable error) {
    add("error", error);
  }
}
