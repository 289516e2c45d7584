package io.livegate.job.receive;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things shared within one JVM, reference counted by key: the first acquire makes one, the last
 * release ends it. Making one blocks only those who want the same.
 */
public final class SharedInstances<V> {

  private final Map<String, Entry<V>> entries = new HashMap<>();
  private final Consumer<V> end;

  /**
   * @param end called with the instance when the last holder has released it
   */
  public SharedInstances(Consumer<V> end) {
    this.end = end;
  }

  private static final class Entry<V> {
    int holders;
    @Nullable V value;

    synchronized V get(Supplier<V> maker) {
      V made = value;
      if (made == null) {
        made = maker.get();
        value = made;
      }
      return made;
    }

    synchronized @Nullable V peek() {
      return value;
    }
  }

  /** Pair with {@link #release}. If making it fails, nothing is held. */
  public V acquire(String key, Supplier<V> maker) {
    Entry<V> entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(key, k -> new Entry<>());
      entry.holders++;
    }
    boolean held = false;
    try {
      V value = entry.get(maker);
      held = true;
      return value;
    } finally {
      if (!held) {
        release(key);
      }
    }
  }

  /** The instance if somebody holds it; keeps nothing alive. */
  public @Nullable V find(String key) {
    Entry<V> entry;
    synchronized (entries) {
      entry = entries.get(key);
    }
    return entry == null ? null : entry.peek();
  }

  /**
   * @throws IllegalStateException if nobody holds the key
   */
  public void release(String key) {
    V last;
    synchronized (entries) {
      Entry<V> entry = entries.get(key);
      if (entry == null) {
        throw new IllegalStateException("'" + key + "' is not held");
      }
      entry.holders--;
      if (entry.holders > 0) {
        return;
      }
      entries.remove(key);
      last = entry.peek();
    }
    if (last != null) {
      end.accept(last);
    }
  }

  /** Instances alive; for leak checks. */
  public int size() {
    synchronized (entries) {
      return entries.size();
    }
  }
}
