package io.livegate.compare;

import io.livegate.compare.ScoreComparison.Mean;
import io.livegate.compare.ScoreComparison.Side;
import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.evaluate.stats.Auc;
import io.livegate.evaluate.stats.Percentile;
import io.livegate.evaluate.stats.Rate;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Colour;
import io.livegate.model.ModelStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.jspecify.annotations.Nullable;

/**
 * Two models of a lane, each alone in it. B also runs with its red and blue planes exchanged: a
 * card with the wrong order of colours is the commonest mistake, and the scores look plausible.
 */
final class CompareScores implements AutoCloseable {

  private static final double THRESHOLD = 0.5;

  /** Below this standard deviation a model answers everything alike. */
  private static final double COLLAPSED = 0.02;

  private static final double CLEARLY = 0.1;
  private static final double FEW_ANSWERS = 0.8;
  private static final int FEW_FILES = 10;

  private final LaneScore compared;
  private final ModelCard a;
  private final ModelCard b;
  private final List<Detector> detectors = new ArrayList<>();
  private final Scores ofA;
  private final Scores ofB;
  private final Scores ofExchanged;

  /**
   * @throws IllegalStateException if a model's file is not there, with where it was looked for
   */
  CompareScores(LaneScore compared, ModelCard a, ModelCard b, ModelStore store) {
    this.compared = compared;
    this.a = a;
    this.b = b;
    ofA = open(a, store);
    ofB = open(b, store);
    ofExchanged = open(b.withColour(other(b.input().colour())), store);
  }

  private Scores open(ModelCard card, ModelStore store) {
    Detector detector = compared.open(card, store);
    detectors.add(detector);
    if (!detector.unavailable().isEmpty()) {
      close();
      throw new IllegalStateException(String.join("; ", detector.unavailable()));
    }
    return new Scores(detector, compared);
  }

  private static Colour other(Colour colour) {
    return colour == Colour.BGR ? Colour.RGB : Colour.BGR;
  }

  void begin() {
    all().forEach(Scores::begin);
  }

  void take(FrameView frame) {
    all().forEach(scores -> scores.take(frame));
  }

  void end(ManifestEntry entry) {
    all().forEach(scores -> scores.end(entry));
  }

  private List<Scores> all() {
    return List.of(ofA, ofB, ofExchanged);
  }

  ScoreComparison result(List<String> unread) {
    double[][] both = both(ofA.all(), ofB.all());
    int same = 0;
    double shift = 0;
    for (int i = 0; i < both[0].length; i++) {
      same += both[0][i] >= THRESHOLD == both[1][i] >= THRESHOLD ? 1 : 0;
      shift += (both[1][i] - both[0][i]) / both[0].length;
    }
    Side sideA = side(a, ofA);
    Side sideB = side(b, ofB);
    Double correlation = correlation(both);
    return new ScoreComparison(
        a.task(),
        compared.lane().id() + "." + compared.score(),
        sideA,
        sideB,
        both[0].length,
        new Rate(same, both[0].length),
        THRESHOLD,
        correlation,
        both[0].length == 0 ? null : (Double) shift,
        unread,
        warnings(sideA, sideB, correlation));
  }

  /** The scores of the frames that both answered. */
  private static double[][] both(double[] a, double[] b) {
    int[] answered = new int[a.length];
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
        answered[count++] = i;
      }
    }
    int[] kept = Arrays.copyOf(answered, count);
    return new double[][] {
      Arrays.stream(kept).mapToDouble(i -> a[i]).toArray(),
      Arrays.stream(kept).mapToDouble(i -> b[i]).toArray()
    };
  }

  private static @Nullable Double correlation(double[][] both) {
    if (both[0].length < 3) {
      return null;
    }
    double correlation = new SpearmansCorrelation().correlation(both[0], both[1]);
    return Double.isNaN(correlation) ? null : (Double) correlation;
  }

  private Side side(ModelCard card, Scores scores) {
    double[] answered = scores.answered();
    double[] high = scores.of(compared.high());
    double[] low = scores.of(compared.low());
    Map<String, Mean> means = new TreeMap<>();
    for (Truth truth : Truth.values()) {
      double[] files = scores.of(truth);
      if (files.length > 0) {
        means.put(name(truth), new Mean(files.length, StatUtils.mean(files)));
      }
    }
    return new Side(
        card.id(),
        card.family(),
        scores.all().length,
        answered.length,
        answered.length < 2 ? 0 : Math.sqrt(StatUtils.variance(answered)),
        means,
        new Rate((int) Arrays.stream(high).filter(s -> s < THRESHOLD).count(), high.length),
        new Rate((int) Arrays.stream(low).filter(s -> s >= THRESHOLD).count(), low.length),
        Auc.of(high, low),
        Auc.interval(high, low),
        answered.length == 0 ? Double.NaN : Percentile.of(scores.millis(), 0.5));
  }

  static String name(Truth truth) {
    return truth.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private List<String> warnings(Side sideA, Side sideB, @Nullable Double correlation) {
    List<String> warnings = new ArrayList<>();
    if (sideB.answered() < FEW_ANSWERS * sideA.answered()) {
      warnings.add(
          "%s answered %d frames of %d, %s %d: what its card's crop needs is often not there"
              .formatted(
                  sideB.id(), sideB.answered(), sideB.frames(), sideA.id(), sideA.answered()));
    }
    if (sideB.spread() < COLLAPSED && sideA.spread() >= COLLAPSED) {
      warnings.add(
          "the scores of %s hardly differ (standard deviation %.3f): its card's scale, mean, colour"
                  .formatted(sideB.id(), sideB.spread())
              + " or labels may be wrong");
    }
    if (correlation != null && correlation < 0) {
      warnings.add(
          "%s scores high where %s scores low: its card's labels may stand in the wrong order"
              .formatted(sideB.id(), sideA.id()));
    }
    Double exchanged = Auc.of(ofExchanged.of(compared.high()), ofExchanged.of(compared.low()));
    if (exchanged != null && sideB.auc() != null && exchanged > sideB.auc() + CLEARLY) {
      warnings.add(
          "with red and blue exchanged %s tells the classes apart better (AUC %.2f, not %.2f): its"
                  .formatted(sideB.id(), exchanged, sideB.auc())
              + " card's input.colour may be wrong");
    }
    int fewest = Math.min(sideB.missed().n(), sideB.falseAlarms().n());
    if (fewest < FEW_FILES) {
      warnings.add(
          "only %d files show %s and %d show %s: the error rates say little"
              .formatted(
                  sideB.missed().n(),
                  name(compared.high()),
                  sideB.falseAlarms().n(),
                  name(compared.low())));
    }
    return warnings;
  }

  @Override
  public void close() {
    detectors.forEach(Detector::close);
  }
}
