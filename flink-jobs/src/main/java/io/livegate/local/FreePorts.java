package io.livegate.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for a process that may be started again: below those the system gives to outgoing
 * connections, of which one would else be taken while the process is away.
 */
public final class FreePorts {

  private static final int FIRST = 10_000;
  private static final int LAST = 30_000;
  private static final int ATTEMPTS = 100;

  private FreePorts() {}

  /**
   * The first of so many ports in a row that are free now.
   *
   * @throws IllegalStateException if there are none
   */
  public static int inARow(int count) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
        return first;
      }
    }
    throw new IllegalStateException(
        "no " + count + " ports in a row are free from " + FIRST + " to " + LAST);
  }

  /**
   * Sees to it that somebody may listen there. Flink's Prometheus reporter only logs it when it
   * cannot, and whoever scrapes that port reads another process.
   *
   * @param what who asks for the ports, e.g. a setting; begins the message
   * @throws IllegalStateException naming those that are taken
   */
  public static void check(String what, int first, int count) {
    List<String> taken =
        IntStream.range(first, first + count)
            .filter(port -> !isFree(port))
            .mapToObj(Integer::toString)
            .toList();
    if (!taken.isEmpty()) {
      throw new IllegalStateException(
          what
              + " "
              + first
              + ": port "
              + String.join(", ", taken)
              + " is taken by another process; end that one, give another port, or 0");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1)) { // on every interface, as the reporter
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
