package io.livegate.cli.session;

import io.livegate.cli.session.WitnessViews.Seen;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes one source, or one for each witness, as one session: started, its frames, ended. */
public final class MediaFeed {

  /** Decides when the next frame may go, and what time it carries. */
  public interface Pace {

    /**
     * Waits until the frame may be published.
     *
     * @return the captured-at time to send with it; -1 to end the session here
     */
    long await(SourceFrame frame) throws InterruptedException;

    /** The time of the session's start, before its first frame. */
    long startMillis();
  }

  private final FramePublisher publisher;
  private final int maxBytes;
  private final List<AskedTask> tasks;

  /**
   * @param maxBytes of a frame; a source is read up to a larger one
   */
  public MediaFeed(FramePublisher publisher, int maxBytes) {
    this(publisher, maxBytes, List.of());
  }

  /**
   * @param maxBytes of a frame; a source is read up to a larger one
   * @param tasks to be asked and at once shown, each with the first frame at or after its time
   */
  public MediaFeed(FramePublisher publisher, int maxBytes, List<AskedTask> tasks) {
    this.publisher = publisher;
    this.maxBytes = maxBytes;
    this.tasks = tasks.stream().sorted(Comparator.comparingLong(AskedTask::atMillis)).toList();
  }

  /** {@link #publish(SessionKey, Map, Pace)} of what the sender sees. */
  public @Nullable SourceException publish(SessionKey session, FrameSource source, Pace pace)
      throws SourceException, InterruptedException {
    return publish(session, Map.of(Witness.SENDER, source), pace);
  }

  /**
   * Publishes until all sources end or the pace says so, in the order of their media times. One
   * that fails after its first frame ends there: what was readable is judged.
   *
   * @return why a source broke off, or null when all came to their end
   * @throws SourceException if one held not one frame; nothing was published then
   */
  public @Nullable SourceException publish(
      SessionKey session, Map<Witness, FrameSource> sources, Pace pace)
      throws SourceException, InterruptedException {
    WitnessViews views = new WitnessViews(sources, maxBytes);
    long lastMillis = pace.startMillis();
    long seq = 0;
    Deque<AskedTask> waiting = new ArrayDeque<>(tasks);
    control(session, RecordKind.STARTED, seq++, lastMillis);
    for (Seen seen = views.next(); seen != null; seen = views.next()) {
      long capturedAt = pace.await(seen.frame());
      if (capturedAt < 0) {
        break;
      }
      lastMillis = Math.max(lastMillis, capturedAt);
      while (!waiting.isEmpty() && waiting.getFirst().atMillis() <= lastMillis) {
        AskedTask task = waiting.removeFirst();
        publisher.control(
            FrameHeader.ofChallenge(
                session, RecordKind.CHALLENGE_ASKED, seq++, lastMillis, task.task().id()));
        control(session, RecordKind.CHALLENGE_SHOWN, seq++, lastMillis);
      }
      SourceFrame frame = seen.frame();
      FrameHeader header =
          FrameHeader.of(session, RecordKind.FRAME, seq++, lastMillis, frame.contentType())
              .seenBy(seen.witness())
              .withIntervals(frame.intervals());
      publisher.publish(new EncodedFrame(header, frame.encoded()));
    }
    control(session, RecordKind.ENDED, seq, lastMillis);
    return views.brokeOff();
  }

  private void control(SessionKey session, RecordKind kind, long seq, long atMillis) {
    publisher.control(FrameHeader.of(session, kind, seq, atMillis, "application/octet-stream"));
  }
}
