package io.livegate.job.receive;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.signal.FrameFate;
import io.livegate.signal.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * What the stream carries instead of a frame. The bytes stay in the {@link FrameBuffer} of the task
 * attempt that received them; a reference restored from a checkpoint names an attempt that is gone,
 * so its frame is lost, and no picture was ever written down.
 *
 * @param header what the record says about itself
 * @param brokerMillis when the broker appended it, epoch milliseconds
 * @param partition of {@code livegate.frames}
 * @param offset in the partition
 * @param byteLength size of the encoded image
 * @param attempt the task attempt that holds the bytes
 * @param slot the bytes' place in that attempt's buffer, {@link #NO_SLOT} where there are none
 * @param isAddressed false for a record that does not even name a session; its header is made up
 * @param fate set when the frame's fate was settled on arrival ({@code REJECTED}, {@code FULL})
 * @param reason why it was
 */
public record FrameRef(
    FrameHeader header,
    long brokerMillis,
    int partition,
    long offset,
    int byteLength,
    String attempt,
    long slot,
    boolean isAddressed,
    @Nullable FrameFate fate,
    @Nullable ReasonCode reason) {

  /** No bytes: a control record or a frame settled on arrival. */
  public static final long NO_SLOT = -1;

  /** True for an image, false for a control record. */
  public boolean isFrame() {
    return header.kind() == RecordKind.FRAME;
  }
}
