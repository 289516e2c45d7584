package io.livegate.compare;

import io.livegate.compare.FaceComparison.Side;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.evaluate.stats.Percentile;
import io.livegate.evaluate.stats.Rate;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.FaceModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two face finders. */
final class CompareFaces implements AutoCloseable {

  /** The gate's rules and the liveness lane ask for a confidence; another scale shifts them. */
  private static final double MUCH_LESS_SURE = 0.1;

  /** A crop follows the box: models that look at it were trained on boxes of some tightness. */
  private static final double OTHER_WIDTH = 0.15;

  private final Finder a;
  private final Finder b;
  private final List<Double> ious = new ArrayList<>();
  private final List<Double> shifts = new ArrayList<>();
  private final List<Double> widths = new ArrayList<>();
  private final List<Double> apart = new ArrayList<>();
  private int frames;
  private int agreed;

  CompareFaces(ModelCard a, ModelCard b, ModelStore store) throws ModelUnavailableException {
    this.a = new Finder(a, store);
    try {
      this.b = new Finder(b, store);
    } catch (ModelUnavailableException | RuntimeException e) {
      this.a.close();
      throw e;
    }
  }

  void take(Image image, Truth truth) {
    Face ofA = a.find(image, truth);
    Face ofB = b.find(image, truth);
    frames++;
    agreed += (ofA == null) == (ofB == null) ? 1 : 0;
    if (ofA != null && ofB != null) {
      ious.add((double) ofA.iou(ofB));
      shifts.add((double) ofB.score() - ofA.score());
      widths.add((double) ofB.width() / ofA.width());
      Double points = pointsApart(ofA, ofB);
      if (points != null) {
        apart.add(points);
      }
    }
  }

  FaceComparison result(List<String> unread) {
    Double width = median(widths);
    Double shift =
        shifts.isEmpty() ? null : (Double) shifts.stream().mapToDouble(d -> d).average().orElse(0);
    List<String> warnings = new ArrayList<>();
    if (a.landmarks && !b.landmarks) {
      warnings.add(
          b.card().id()
              + " gives no landmarks: what looks at eyes, mouth or pose will have no answer, and"
              + " neither will the deepfake lane");
    }
    if (shift != null && shift < -MUCH_LESS_SURE) {
      warnings.add(
          "%s is less sure of faces by %.2f: rules on face.confidence were written for %s"
              .formatted(b.card().id(), -shift, a.card().id()));
    }
    if (width != null && Math.abs(width - 1) > OTHER_WIDTH) {
      warnings.add(
          "the boxes of %s are %.2f times as wide: crops for other models shift with them"
              .formatted(b.card().id(), width));
    }
    return new FaceComparison(
        a.side(),
        b.side(),
        new Rate(agreed, frames),
        median(ious),
        median(apart),
        shift,
        width,
        unread,
        warnings);
  }

  /** Mean distance of the five points in widths of A's face; null where a finder gives none. */
  static @Nullable Double pointsApart(Face a, Face b) {
    float[] ofA = a.landmarks();
    float[] ofB = b.landmarks();
    if (ofA == null || ofB == null) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < ofA.length; i += 2) {
      sum += Math.hypot(ofA[i] - ofB[i], ofA[i + 1] - ofB[i + 1]);
    }
    return 2 * sum / ofA.length / a.width();
  }

  private static @Nullable Double median(List<Double> values) {
    return values.isEmpty()
        ? null
        : (Double) Percentile.of(values.stream().mapToDouble(d -> d).toArray(), 0.5);
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }

  private static final class Finder implements AutoCloseable {

    private final FaceModel model;
    private final List<Double> millis = new ArrayList<>();
    private double confidence;
    private int found;
    private int people;
    private int peopleFound;
    private int empty;
    private int falseAlarms;
    private boolean landmarks;

    Finder(ModelCard card, ModelStore store) throws ModelUnavailableException {
      model = FaceModel.acquire(card, store);
    }

    ModelCard card() {
      return model.card();
    }

    @Nullable Face find(Image image, Truth truth) {
      long start = System.nanoTime();
      List<Face> faces = model.find(image);
      millis.add((System.nanoTime() - start) / 1e6);
      Face largest = faces.isEmpty() ? null : faces.get(0);
      int one = largest == null ? 0 : 1;
      if (truth == Truth.BONA_FIDE || truth == Truth.DEEPFAKE) {
        people++;
        peopleFound += one;
      } else if (truth == Truth.NO_FACE) {
        empty++;
        falseAlarms += one;
      }
      if (largest != null) {
        found++;
        confidence += largest.score();
        landmarks |= largest.landmarks() != null;
      }
      return largest;
    }

    Side side() {
      Double time = median(millis);
      return new Side(
          card().id(),
          new Rate(peopleFound, people),
          new Rate(falseAlarms, empty),
          found == 0 ? null : (Double) (confidence / found),
          landmarks,
          time == null ? Double.NaN : time);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
