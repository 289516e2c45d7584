package io.livegate.frame;

/**
 * A record of {@code livegate.frames} in memory: the header and the image exactly as it came.
 *
 * <p>The bytes are never copied, logged or stored; {@link #toString} leaves them out.
 *
 * @param header what it says about itself
 * @param bytes the encoded image; empty for control records
 */
@SuppressWarnings("ArrayRecordComponent") // identity equality is what a frame wants
public record EncodedFrame(FrameHeader header, byte[] bytes) {

  @Override
  public String toString() {
    return header + " [" + bytes.length + " bytes]";
  }
}
