package io.livegate.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
