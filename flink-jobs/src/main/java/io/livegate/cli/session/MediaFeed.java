package io.livegate.cli.session;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes one source as one session: started, its frames, ended. */
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
  private final List<AskedTask> tasks;

  public MediaFeed(FramePublisher publisher) {
    this(publisher, List.of());
  }

  /**
   * @param tasks to be asked and at once shown, each with the first frame at or after its time
   */
  public MediaFeed(FramePublisher publisher, List<AskedTask> tasks) {
    this.publisher = publisher;
    this.tasks = tasks.stream().sorted(Comparator.comparingLong(AskedTask::atMillis)).toList();
  }

  /**
   * Publishes until the source ends, the pace says so, or the source fails after its first frame:
   * what was readable is judged, and the session ends there.
   *
   * @return why the source broke off, or null when it came to its end
   * @throws SourceException if there was not one frame; nothing was published then
   */
  public @Nullable SourceException publish(SessionKey session, FrameSource source, Pace pace)
      throws SourceException, InterruptedException {
    SourceFrame frame = source.next();
    if (frame == null) {
      throw new SourceException(source.info().name(), "holds no frame");
    }
    long lastMillis = pace.startMillis();
    long seq = 0;
    SourceException brokeOff = null;
    Deque<AskedTask> waiting = new ArrayDeque<>(tasks);
    control(session, RecordKind.STARTED, seq++, lastMillis);
    while (frame != null) {
      long capturedAt = pace.await(frame);
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
      publisher.publish(
          new EncodedFrame(
              FrameHeader.of(session, RecordKind.FRAME, seq++, lastMillis, frame.contentType()),
              frame.encoded()));
      try {
        frame = source.next();
      } catch (SourceException e) {
        brokeOff = e;
        frame = null;
      }
    }
    control(session, RecordKind.ENDED, seq, lastMillis);
    return brokeOff;
  }

  private void control(SessionKey session, RecordKind kind, long seq, long atMillis) {
    publisher.control(FrameHeader.of(session, kind, seq, atMillis, "application/octet-stream"));
  }
}
