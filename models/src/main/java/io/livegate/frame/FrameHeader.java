package io.livegate.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record on {@code livegate.frames} says about itself.
 *
 * @param key tenant and session
 * @param kind frame or control
 * @param call the call (pair) this session is one side of, when the platform says
 * @param device pseudonymous device, when the platform says
 * @param seq the sender's running number, from 0; orders frames and finds duplicates
 * @param capturedAtMillis the sender's clock, epoch milliseconds; a claim, used for cadence cues
 *     and as the time axis of media-time mode (where it counts from the start of the media)
 * @param witness who saw the frame
 * @param contentType media type of the bytes as claimed, e.g. {@code image/jpeg}; the bytes decide
 * @param challenge of a control record about a challenge: the number of the one that it speaks of,
 *     or the task that is wanted; null for the open one, or any
 * @param region where the person is, when the platform says: chooses the policy's layer
 * @param intervals milliseconds between the frames that the source took since the last one sent, up
 *     to this one, whether they were sent or not; empty where the platform does not say
 */
public record FrameHeader(
    SessionKey key,
    RecordKind kind,
    @Nullable String call,
    @Nullable String device,
    long seq,
    long capturedAtMillis,
    Witness witness,
    String contentType,
    @Nullable String challenge,
    @Nullable String region,
    List<Integer> intervals) {

  public FrameHeader {
    // a reference stored before there were intervals has none
    intervals = intervals == null ? List.of() : List.copyOf(intervals);
  }

  /** A header that says nothing of the frames between those sent. */
  public FrameHeader(
      SessionKey key,
      RecordKind kind,
      @Nullable String call,
      @Nullable String device,
      long seq,
      long capturedAtMillis,
      Witness witness,
      String contentType,
      @Nullable String challenge,
      @Nullable String region) {
    this(
        key,
        kind,
        call,
        device,
        seq,
        capturedAtMillis,
        witness,
        contentType,
        challenge,
        region,
        List.of());
  }

  /** A header that speaks of no challenge and no region either. */
  public FrameHeader(
      SessionKey key,
      RecordKind kind,
      @Nullable String call,
      @Nullable String device,
      long seq,
      long capturedAtMillis,
      Witness witness,
      String contentType) {
    this(key, kind, call, device, seq, capturedAtMillis, witness, contentType, null, null);
  }

  /** A header with neither call nor device, seen by the sender. */
  public static FrameHeader of(
      SessionKey key, RecordKind kind, long seq, long capturedAtMillis, String contentType) {
    return new FrameHeader(
        key, kind, null, null, seq, capturedAtMillis, Witness.SENDER, contentType);
  }

  /** A control record about a challenge. */
  public static FrameHeader ofChallenge(
      SessionKey key, RecordKind kind, long seq, long capturedAtMillis, String challenge) {
    return new FrameHeader(
        key,
        kind,
        null,
        null,
        seq,
        capturedAtMillis,
        Witness.SENDER,
        "application/octet-stream",
        challenge,
        null);
  }

  /** The same seen by another witness. */
  public FrameHeader seenBy(Witness other) {
    return with(other, intervals);
  }

  /** The same with what is known of the source's frames since the last one sent. */
  public FrameHeader withIntervals(List<Integer> millis) {
    return with(witness, millis);
  }

  private FrameHeader with(Witness seenBy, List<Integer> millis) {
    return new FrameHeader(
        key,
        kind,
        call,
        device,
        seq,
        capturedAtMillis,
        seenBy,
        contentType,
        challenge,
        region,
        millis);
  }
}
