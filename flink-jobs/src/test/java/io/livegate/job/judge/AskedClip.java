package io.livegate.job.judge;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.ImageRejectedException;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.policy.Task;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.challenge.Verifier;
import io.livegate.signal.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A clip that is judged as a session and asked for tasks. */
final class AskedClip {

  static final int DEADLINE = 8_000;

  private static final int FRAMES_A_SECOND = 10;

  private AskedClip() {}

  /** What ten frames a second of the clip give. */
  static List<Signals> signals(FrameJudge judge, String name, Path clip)
      throws SourceException, ImageRejectedException {
    return signals(judge, name, clip, 0, Long.MAX_VALUE, 1);
  }

  /**
   * What a part of the clip gives, shown so many times over.
   *
   * @param fromMillis of the part, in the clip
   * @param toMillis its end, without the frame there
   */
  static List<Signals> signals(
      FrameJudge judge, String name, Path clip, long fromMillis, long toMillis, int times)
      throws SourceException, ImageRejectedException {
    List<SourceFrame> part = new ArrayList<>();
    try (FileSource source = new FileSource(clip, FRAMES_A_SECOND)) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        if (frame.mediaMillis() >= fromMillis && frame.mediaMillis() < toMillis) {
          part.add(frame);
        }
      }
    }
    SessionKey key = new SessionKey("report", name);
    FrameJudge.Session session = judge.openSession(key);
    List<Signals> signals = new ArrayList<>();
    CaptureTimes captures = CaptureTimes.NONE;
    for (int time = 0; time < times; time++) {
      for (SourceFrame frame : part) {
        long at = frame.mediaMillis() - fromMillis + time * (toMillis - fromMillis);
        FrameHeader header =
            FrameHeader.of(key, RecordKind.FRAME, signals.size(), at, "image/jpeg");
        captures = captures.plus(frame.intervals());
        session.took(captures);
        signals.add(session.judge(new EncodedFrame(header, frame.encoded()), at));
      }
    }
    return signals;
  }

  /** How a task ends that the session is asked for at that moment. */
  static Closing ask(List<Signals> signals, Task task, long atMillis) {
    Verifier verifier = new Verifier(DEADLINE, false);
    ChallengeEvidence evidence = new ChallengeEvidence();
    evidence.number = 1;
    evidence.task = (byte) task.ordinal();
    evidence.seed = atMillis;
    verifier.begin(evidence, atMillis);
    for (Signals frame : signals) {
      Closing closing = verifier.frame(evidence, frame);
      if (closing != null) {
        return closing;
      }
    }
    long end = signals.get(signals.size() - 1).atMillis();
    Closing over = verifier.advance(evidence, end);
    return over == null ? verifier.close(evidence, ChallengeReason.ENDED, end) : over;
  }
}
