package io.livegate.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end a command the way it ends by itself: the command is told, and the process
 * waits a few seconds for it to have closed everything. Open it before what it is to wait for.
 */
final class Shutdown implements AutoCloseable {

  private static final long CLOSING_SECONDS = 10;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onSignal, "shutdown");

  Shutdown() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits that long at most; true when the end was asked for. */
  boolean await(long millis) throws InterruptedException {
    return requested.await(millis, TimeUnit.MILLISECONDS);
  }

  private void onSignal() {
    requested.countDown();
    try {
      if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("livegate: did not close within " + CLOSING_SECONDS + " s, ending.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the hook is running: it was waiting for this
    }
  }
}
