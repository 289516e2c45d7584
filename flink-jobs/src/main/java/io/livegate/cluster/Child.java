package io.livegate.cluster;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another class's {@code main} for as long as the process lives that started this one: its
 * standard input ends with its parent, however that ended, so that no member of a cluster outlives
 * the supervisor. Needs nothing but itself on the class path.
 */
public final class Child {

  /** A child that hangs ends all the same. */
  private static final long ENDING_MILLIS = 5_000;

  private Child() {}

  /**
   * @param args the class, and its own arguments
   */
  public static void main(String[] args) throws Throwable {
    Thread watch = new Thread(Child::endWithParent, "watch-parent");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes anything
      }
    } catch (IOException e) {
      // as good as its end
    }
    Thread limit = new Thread(Child::haltSoon, "watch-ending");
    limit.setDaemon(true);
    limit.start();
    System.exit(143); // what lies in memory is deleted on the way
  }

  private static void haltSoon() {
    try {
      Thread.sleep(ENDING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(143);
  }
}
