package io.livegate.job.judge;

import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.ingest.face.FaceColour;
import io.livegate.ingest.face.FaceCover;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.face.FaceTracker;
import io.livegate.ingest.face.HeadPose;
import io.livegate.ingest.face.JudgedFace;
import io.livegate.ingest.sample.ChangeDetector;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The face lane: finds and tracks faces, picks the one the session is judged by, and says how many
 * there are, how large that one is, and where it is turned.
 *
 * <p>Scores: {@code present} 1 when a face was found, else 0; {@code count}; {@code share} width of
 * the judged face over the width of the picture, 0..1. Of the judged face, only with one: {@code
 * track} its number in this session, which another face never has; {@code tooSmall} 1 when it is
 * under the minimum size, else 0; {@code confidence} of the finder, 0..1; {@code yaw} and {@code
 * pitch} in degrees ({@link HeadPose}); {@code redness} and {@code blueness}, 0..1 ({@link
 * FaceColour}).
 */
final class FaceLane {

  /** Mean luma under which little can be seen; the darkest live development clip has 0.20. */
  private static final double DARK_BELOW = 0.1;

  /** Face sharpness under which the models guess; live development clips have 56 to 470. */
  private static final double BLURRED_BELOW = 25;

  /** Hidden share of the face; 0.36 at most on live development clips that are not distorted. */
  private static final double COVERED_FROM = 0.5;

  private final FaceFinder finder;

  FaceLane(FaceFinder finder) {
    this.finder = finder;
  }

  void close() {
    finder.close();
  }

  ModelStamp model() {
    return finder.model();
  }

  Session openSession() {
    return new Session();
  }

  /** Follows the faces of one session; not thread-safe. */
  final class Session {

    private final FaceTracker tracker = new FaceTracker();
    private final ChangeDetector change = new ChangeDetector();
    private final JudgedFace judged = new JudgedFace();
    private final FaceCover cover = new FaceCover();

    private int scene;
    private int nextScene;
    private long newestMillis;
    private int width;
    private int height;

    /** In pixels of the newest frame as decoded. */
    private double minWidth;

    /** {@link FrameJudge.Session#scene}. */
    void scene(int number) {
      nextScene = number;
    }

    /**
     * Once for each frame, in their order.
     *
     * @param small the picture, averaged down
     * @param minFaceWidth of a face that can be judged, pixels of the frame as sent
     * @param close whether the session is looked at closely ({@link Attention})
     * @return the judged face, then the others, largest first
     */
    List<Face> find(Image image, GreyImage small, long atMillis, int minFaceWidth, boolean close) {
      double cutFrom = ChangeDetector.cutFrom(atMillis - newestMillis);
      if (change.difference(small) >= cutFrom || scene != nextScene) {
        tracker.cut();
      }
      scene = nextScene;
      newestMillis = atMillis;
      fitTo(image);
      List<Face> found = close ? finder.find(image) : finder.findCheaply(image);
      List<Face> faces = tracker.track(found, atMillis);
      minWidth = minFaceWidth / image.sourceScale();
      return judged.first(faces, minWidth);
    }

    private void fitTo(Image image) {
      if (width > 0 && (image.width() != width || image.height() != height)) {
        double across = (double) image.width() / width;
        double down = (double) image.height() / height;
        tracker.scale(across, down);
        cover.scale(across, down);
      }
      width = image.width();
      height = image.height();
    }

    /** Once for each frame, in their order. */
    LaneSignal signal(Image image, List<Face> faces, Quality quality, long atMillis) {
      double covered = cover.observe(image, faces, atMillis);
      return FaceLane.this.signal(image, faces, quality, covered, minWidth);
    }
  }

  private LaneSignal signal(
      Image image, List<Face> faces, Quality quality, double covered, double minWidth) {
    List<ReasonCode> reasons = new ArrayList<>();
    if (quality.brightness() < DARK_BELOW) {
      reasons.add(ReasonCode.DARK);
    }
    Map<String, Double> scores = new HashMap<>();
    scores.put("present", faces.isEmpty() ? 0.0 : 1.0);
    scores.put("count", (double) faces.size());
    scores.put("share", 0.0);
    if (!Double.isNaN(covered)) {
      scores.put("covered", covered);
      if (covered >= COVERED_FROM) {
        reasons.add(ReasonCode.OCCLUDED);
      }
    }
    if (faces.isEmpty()) {
      reasons.add(ReasonCode.NO_FACE);
    } else {
      Face judged = faces.get(0);
      boolean tooSmall = judged.width() < minWidth;
      if (tooSmall) {
        reasons.add(ReasonCode.FACE_TOO_SMALL);
      }
      if (quality.sharpness() < BLURRED_BELOW) {
        reasons.add(ReasonCode.BLURRED);
      }
      if (faces.size() > 1) {
        reasons.add(ReasonCode.SEVERAL_FACES);
      }
      scores.put("share", Math.min(1.0, judged.width() / image.width()));
      scores.put("track", (double) judged.track());
      scores.put("tooSmall", tooSmall ? 1.0 : 0.0);
      scores.put("confidence", (double) judged.score());
      HeadPose pose = HeadPose.of(judged);
      if (pose != null) {
        scores.put("yaw", pose.yaw());
        scores.put("pitch", pose.pitch());
      }
      FaceColour colour = FaceColour.of(image, judged);
      if (colour != null) {
        scores.put("redness", colour.red());
        scores.put("blueness", colour.blue());
      }
    }
    return new LaneSignal(Lane.FACE, LaneStatus.OK, scores, reasons, List.of(model()));
  }
}
