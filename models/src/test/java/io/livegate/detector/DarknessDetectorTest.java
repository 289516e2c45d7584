package io.livegate.detector;

import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.ReasonCode;
import java.util.List;
import java.util.Map;

/** The contract on the smallest honest detector, so that the contract itself is run here. */
class DarknessDetectorTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return new Darkness();
  }

  @Override
  protected boolean inRange(String score, double value) {
    return score.equals("dark") && value >= 0 && value <= 1;
  }

  private static final class Darkness implements Detector {

    @Override
    public Lane lane() {
      return Lane.CONTENT;
    }

    @Override
    public List<String> unavailable() {
      return List.of();
    }

    @Override
    public SessionJudge openSession() {
      return frame -> {
        long sum = 0;
        for (byte value : frame.image().bgr()) {
          sum += value & 255;
        }
        double dark = 1 - sum / 255.0 / frame.image().bgr().length;
        return LaneSignal.ok(
            lane(),
            Map.of("dark", dark),
            dark > 0.9 ? List.of(ReasonCode.DARK) : List.of(),
            List.of());
      };
    }

    @Override
    public void close() {}
  }
}
