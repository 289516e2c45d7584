package io.livegate.image;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The arrays that one kind of work on a frame needs, kept for the next frame of whatever session:
 * made anew they would be most of what judging allocates. Thread-safe; holds one area for each
 * caller that was ever at work at the same time, and what lies in one stays until the next caller
 * overwrites it.
 *
 * @param <T> an area; used by one caller at a time
 */
public final class WorkAreas<T> {

  private final Supplier<T> maker;
  private final Queue<T> idle = new ConcurrentLinkedQueue<>();

  public WorkAreas(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Does the work in an area that is its own meanwhile. */
  public <R> R with(Function<T, R> work) {
    T known = idle.poll();
    T area = known == null ? maker.get() : known;
    try {
      return work.apply(area);
    } finally {
      idle.add(area);
    }
  }

  /** The same for work without a result. */
  public void use(Consumer<T> work) {
    with(
        area -> {
          work.accept(area);
          return this;
        });
  }
}
