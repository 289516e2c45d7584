package io.livegate.job.judge;

import io.livegate.frame.SessionKey;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.probe.Probe;
import io.livegate.job.swap.ModelPlan;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;

/**
 * A judge that knows the probe's sessions: of the person it says what is known to be good, without
 * a look at the picture, and of the wall what the judge behind it says. No picture of the probe is
 * remembered.
 */
public record ProbeJudge(FrameJudge judge) implements FrameJudge {

  private static final Quality GOOD = new Quality(0.5, 0.2, 100, 200);

  private static final List<LaneSignal> PERSON =
      List.of(
          LaneSignal.ok(
              Lane.FACE, Map.of("present", 1.0, "count", 1.0, "share", 0.2), List.of(), List.of()),
          LaneSignal.ok(Lane.LIVENESS, Map.of("live", 1.0), List.of(), List.of()));

  @Override
  public Session openSession(SessionKey key) {
    if (Probe.isPerson(key)) {
      return (frame, atMillis) ->
          Signals.of(frame.header(), atMillis, GOOD, PERSON, List.of(), FrameCounts.ZERO);
    }
    Session session = judge.openSession(key);
    return Probe.is(key.tenant())
        ? (frame, atMillis) -> session.judge(frame, atMillis).withHash(null)
        : session;
  }

  @Override
  public List<LaneNotice> unavailable() {
    return judge.unavailable();
  }

  @Override
  public List<String> follow(ModelPlan plan) {
    return judge.follow(plan);
  }

  @Override
  public double drift(String model) {
    return judge.drift(model);
  }

  @Override
  public StageTimes times() {
    return judge.times();
  }

  @Override
  public void close() {
    judge.close();
  }
}
