package io.livegate.cluster;

import java.util.List;

/** A JVM that holds frames writes no dump of any kind: there would be pictures in it. */
public final class NoDumps {

  /** Options of the JVM; the launcher has the same. */
  public static final List<String> OPTIONS =
      List.of(
          "-XX:-HeapDumpOnOutOfMemoryError",
          "-XX:ErrorFile=/dev/null",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+ExitOnOutOfMemoryError");

  private NoDumps() {}
}
