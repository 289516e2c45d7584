package io.livegate.replay;

import java.util.ArrayList;
import java.util.List;

/** Sessions that are counted, and of which the first are named. */
public final class Listed {

  /** More are read by nobody; each session's own line tells the rest. */
  public static final int MAX_NAMED = 100;

  private final List<Replayed> first = new ArrayList<>();
  private int count;

  void add(Replayed one) {
    count++;
    if (first.size() < MAX_NAMED) {
      first.add(one);
    }
  }

  public int count() {
    return count;
  }

  public List<Replayed> first() {
    return first;
  }
}
