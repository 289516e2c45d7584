package io.livegate.bench;

import io.livegate.frame.EncodedFrame;
import io.livegate.image.ImageRejectedException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.FrameJudge;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.signal.LaneSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The frames of a workload with what Livegate says of each, for a {@link Peer}. */
final class PeerFrames {

  private PeerFrames() {}

  /**
   * One frame.
   *
   * @param session whose
   * @param jpeg as it was published
   * @param scores as {@code lane.score}, of lanes that answered: which models ran on this frame
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PeerFrame(String session, byte[] jpeg, Map<String, Double> scores) {
    PeerFrame {
      scores = new TreeMap<>(scores);
    }
  }

  /**
   * Judges each frame once; where sessions show the same video, those of the first.
   *
   * @return session by session, the frames of each in their order
   * @throws IllegalStateException if a frame cannot be judged
   */
  static List<PeerFrame> of(PipelineConfig config, Workload workload) {
    int sessions = Math.min(workload.sessions(), workload.reels().size());
    List<PeerFrame> frames = new ArrayList<>(sessions * workload.frames());
    try (FrameJudge judge = new LaneFrameJudges().open(config)) {
      for (int s = 0; s < sessions; s++) {
        FrameJudge.Session session = judge.openSession(workload.key(s));
        for (int number = 0; number < workload.frames(); number++) {
          frames.add(judged(session, workload.frame(s, number)));
        }
      }
    } catch (ImageRejectedException e) {
      throw new IllegalStateException("a frame cannot be judged: " + e.getMessage(), e);
    }
    return frames;
  }

  private static PeerFrame judged(FrameJudge.Session session, EncodedFrame frame)
      throws ImageRejectedException {
    Map<String, Double> scores = new TreeMap<>();
    for (LaneSignal lane : session.judge(frame, frame.header().capturedAtMillis()).lanes()) {
      lane.scores().forEach((name, value) -> scores.put(lane.lane().id() + "." + name, value));
    }
    return new PeerFrame(frame.header().key().session(), frame.bytes(), scores);
  }
}
