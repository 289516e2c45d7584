package io.livegate.cli.session;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Hands results on in the order of their numbers, each as soon as all before it are there. */
final class InOrder<T> {

  private final Consumer<T> next;
  private final Map<Integer, T> waiting = new HashMap<>();
  private int expected;

  InOrder(Consumer<T> next) {
    this.next = next;
  }

  /**
   * @param number from 0, each exactly once
   */
  synchronized void put(int number, T result) {
    if (number < expected || waiting.putIfAbsent(number, result) != null) {
      throw new IllegalArgumentException("result number " + number + " came twice");
    }
    for (T ready = waiting.remove(expected); ready != null; ready = waiting.remove(expected)) {
      next.accept(ready);
      expected++;
    }
  }
}
