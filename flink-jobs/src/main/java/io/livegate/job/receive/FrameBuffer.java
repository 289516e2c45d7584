package io.livegate.job.receive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The encoded frames one task attempt holds, bounded in bytes. Bytes go in when a frame is received
 * and come out exactly once, when it is judged or given up. Thread-safe.
 */
public final class FrameBuffer {

  private final long maxBytes;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong nextSlot = new AtomicLong();
  private final Map<Long, byte[]> frames = new ConcurrentHashMap<>();

  FrameBuffer(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * @return the frame's slot, or {@link FrameRef#NO_SLOT} if the buffer cannot take that much more
   */
  public long put(byte[] bytes) {
    if (held.addAndGet(bytes.length) > maxBytes) {
      held.addAndGet(-bytes.length);
      return FrameRef.NO_SLOT;
    }
    long slot = nextSlot.getAndIncrement();
    frames.put(slot, bytes);
    return slot;
  }

  /** The bytes, which stay; null if they are not (or no longer) there. */
  public byte @Nullable [] peek(long slot) {
    return frames.get(slot);
  }

  /** Takes the bytes out; null if they are not (or no longer) there. */
  public byte @Nullable [] take(long slot) {
    byte[] bytes = frames.remove(slot);
    if (bytes != null) {
      held.addAndGet(-bytes.length);
    }
    return bytes;
  }

  /** Bytes held at this moment. */
  public long heldBytes() {
    return held.get();
  }

  void clear() {
    frames.keySet().forEach(this::take);
  }
}
