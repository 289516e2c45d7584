package io.livegate.bench;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import io.livegate.job.io.TopicTail.Visibility;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.local.LocalLivegate;
import io.livegate.signal.Signals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late decisions are when frames come in real time: so many sessions at the gate side by side,
 * each ten frames a second for eight seconds, then the next.
 *
 * <p>A decision is made with every judged frame, if only to wait. Decided is when its signals
 * record, which is written after the decision, is seen by a reader of uncommitted records;
 * delivered is when one of committed records sees it.
 */
final class PacedLoad {

  private static final long SETTLING_MILLIS = 5_000;
  private static final int FRAMES = 80;

  private PacedLoad() {}

  /**
   * What was seen.
   *
   * @param sent frames
   * @param judged frames of those; the rest was shed
   */
  record Seen(Delays decided, Delays delivered, long sent, long judged) {}

  /**
   * @param config in broker time
   * @param perSecond frames to send, a multiple of ten after rounding
   */
  static Seen run(
      PipelineConfig config, String policy, List<Reel> reels, double perSecond, Duration duration)
      throws InterruptedException {
    int places = (int) Math.max(1, Math.round(perSecond * Reel.FRAME_MILLIS / 1000));
    Delays decided = new Delays();
    Delays delivered = new Delays();
    AtomicLong judged = new AtomicLong();
    try (LocalLivegate system = LocalLivegate.start(config, new LaneFrameJudges(), policy)) {
      KafkaConfig kafka = system.config().kafka();
      long from = System.currentTimeMillis() + SETTLING_MILLIS;
      try (SignalsWatch early =
              new SignalsWatch(
                  kafka,
                  Visibility.READ_UNCOMMITTED,
                  each -> {
                    judged.addAndGet(each.counts().judged());
                    add(decided, each, from);
                  });
          SignalsWatch late =
              new SignalsWatch(
                  kafka, Visibility.READ_COMMITTED, each -> add(delivered, each, from))) {
        long sent = send(kafka, reels, places, duration.plusMillis(SETTLING_MILLIS));
        Thread.sleep(2_000 + config.checkpoint().interval().toMillis());
        system.requireRunning();
        return new Seen(decided, delivered, sent, judged.get());
      }
    }
  }

  private static void add(Delays delays, Signals signals, long fromMillis) {
    if (signals.kind() == RecordKind.FRAME && signals.atMillis() >= fromMillis) {
      delays.add(System.currentTimeMillis() - signals.atMillis());
    }
  }

  private static long send(KafkaConfig kafka, List<Reel> reels, int places, Duration duration)
      throws InterruptedException {
    long sent = 0;
    try (FramePublisher publisher =
        new FramePublisher(KafkaClients.properties(kafka), kafka.topics().frames())) {
      long start = System.nanoTime();
      long frames = duration.toMillis() / Reel.FRAME_MILLIS * places;
      for (long i = 0; i < frames; i++) {
        long due = start + i * Reel.FRAME_MILLIS * 1_000_000 / places;
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        // Places are at different points of their sessions, as sessions that come one by one are.
        int place = (int) (i % places);
        long number = i / places + (long) place * FRAMES / places;
        send(publisher, reels, place, number);
        sent++;
      }
      publisher.flush();
    }
    return sent;
  }

  private static void send(FramePublisher publisher, List<Reel> reels, int place, long number) {
    long visit = number / FRAMES;
    long at = number % FRAMES * Reel.FRAME_MILLIS;
    SessionKey key = new SessionKey(Workload.TENANT, "paced-" + place + "-" + visit);
    FrameHeader header =
        FrameHeader.of(key, RecordKind.FRAME, number + 1, System.currentTimeMillis(), "image/jpeg");
    Reel reel = reels.get((int) ((place + visit) % reels.size()));
    var unused = publisher.publish(new EncodedFrame(header, reel.at(at)));
    if (number % FRAMES == FRAMES - 1) {
      end(publisher, key, number + 2);
    }
  }

  private static void end(FramePublisher publisher, SessionKey key, long seq) {
    FrameHeader header =
        FrameHeader.of(
            key, RecordKind.ENDED, seq, System.currentTimeMillis(), "application/octet-stream");
    var unused = publisher.control(header);
  }
}
