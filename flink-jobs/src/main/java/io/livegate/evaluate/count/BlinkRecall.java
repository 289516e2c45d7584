package io.livegate.evaluate.count;

import io.livegate.evaluate.manifest.Annotations.MarkedBlinks;
import io.livegate.evaluate.manifest.Annotations.Shut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds the blinks that were counted in files against those somebody saw there. */
public final class BlinkRecall {

  private static final String SCORE = "liveness.blinks";

  /** A blink is counted when the eyes are open again, and marks are a frame wide: seconds. */
  static final double TOLERANCE = 0.4;

  private BlinkRecall() {}

  /**
   * A counted blink within {@value #TOLERANCE} s of marked shut eyes is a hit, each mark taken
   * once; any other in the time that was looked at is false.
   *
   * @return hits and false ones null where no file with marks has the score: nothing counts blinks
   */
  public static Figures.Blinks of(List<MarkedBlinks> marks, List<Case> cases) {
    int annotated = 0;
    int hit = 0;
    int falseAlarms = 0;
    boolean counts = false;
    for (MarkedBlinks file : marks) {
      annotated += file.shut().size();
      for (Case judged : cases) {
        if (judged.entry().path().equals(file.path()) && judged.scores(SCORE).length > 0) {
          counts = true;
          List<Double> blinks = counted(judged, file.secondsChecked());
          int hits = hits(blinks, file.shut());
          hit += hits;
          falseAlarms += blinks.size() - hits;
        }
      }
    }
    return counts
        ? new Figures.Blinks(annotated, hit, falseAlarms)
        : new Figures.Blinks(annotated, null, null);
  }

  /** The moments, in seconds, at which the count went up, one for each blink. */
  private static List<Double> counted(Case judged, double untilSeconds) {
    List<Double> blinks = new ArrayList<>();
    double before = 0;
    for (Moment moment : judged.moments()) {
      double count = moment.score(SCORE);
      double seconds = moment.atMillis() / 1000.0;
      if (!Double.isNaN(count) && seconds <= untilSeconds) {
        for (; before < count; before++) {
          blinks.add(seconds);
        }
      }
    }
    return blinks;
  }

  /** The nearest pairs first, nothing taken twice. */
  private static int hits(List<Double> blinks, List<Shut> shut) {
    List<Pair> pairs = new ArrayList<>();
    for (int b = 0; b < blinks.size(); b++) {
      for (int s = 0; s < shut.size(); s++) {
        double away = away(blinks.get(b), shut.get(s));
        if (away <= TOLERANCE + 1e-9) {
          pairs.add(new Pair(b, s, away));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::away));
    boolean[] blinkTaken = new boolean[blinks.size()];
    boolean[] shutTaken = new boolean[shut.size()];
    int hits = 0;
    for (Pair pair : pairs) {
      if (!blinkTaken[pair.blink] && !shutTaken[pair.shut]) {
        blinkTaken[pair.blink] = true;
        shutTaken[pair.shut] = true;
        hits++;
      }
    }
    return hits;
  }

  private static double away(double seconds, Shut shut) {
    return Math.max(0, Math.max(shut.from() - seconds, seconds - shut.to()));
  }

  private record Pair(int blink, int shut, double away) {}
}
