package io.livegate.ingest.attack;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A print whose eyes are cut out, worn as a mask: behind the holes are the eyes of the clip, which
 * look about and blink, a little in the shadow and not quite moving with the paper.
 */
final class CutoutAttack extends PrintAttack {

  private static final double HOLE_WIDTH = 0.26;
  private static final double HOLE_HEIGHT = 0.15;
  private static final double RIM = 0.3;
  private static final double SHADOW = 0.4;
  private static final double BEHIND = 0.85;
  private static final double SLIP = 0.003;

  private final int printed;
  private final float[] holes;
  private final HandMotion head;

  CutoutAttack(Scene scene) {
    super(scene);
    int wanted = super.printed();
    int found = -1;
    float[] eyes = null;
    for (int i = 0; i < clip.size() && eyes == null; i++) {
      found = (wanted + i) % clip.size();
      eyes = eyes(found);
    }
    if (eyes == null) {
      throw new AttackException(
          "no frame of the clip has a face whose eyes are found, and a cut-out needs them:"
              + " take a clip with a face, and see that the face finder's model is there");
    }
    printed = found;
    holes = eyes;
    head = new HandMotion(SLIP, scene.random(-2));
  }

  @Override
  int printed() {
    return printed;
  }

  @Override
  Surface picture(int index) {
    Image paper = clip.frame(printed);
    int moment = index % clip.size();
    Image live = clip.frame(moment);
    float[] seen = eyes(moment);
    float[] eyes = seen == null ? holes : seen;
    Pose slip = head.at(seconds(index));
    double apart = Math.hypot(holes[2] - holes[0], holes[3] - holes[1]);
    return (x, y, bgr) -> {
      for (int eye = 0; eye < 4; eye += 2) {
        double dx = x - holes[eye];
        double dy = y - holes[eye + 1];
        double from = Math.hypot(dx / (HOLE_WIDTH * apart), dy / (HOLE_HEIGHT * apart));
        if (from < 1) {
          double liveX = eyes[eye] + dx + slip.x() * width();
          double liveY = eyes[eye + 1] + dy + slip.y() * width();
          Pixels.sample(live, liveX, liveY, bgr);
          double light = BEHIND - SHADOW * Math.max(0, (from - 1 + RIM) / RIM);
          for (int c = 0; c < 3; c++) {
            bgr[c] *= light;
          }
          return true;
        }
      }
      Pixels.sample(paper, x, y, bgr);
      return true;
    };
  }

  /** {@code x0, y0, x1, y1} of the largest face's eyes; null when there are none. */
  private float @Nullable [] eyes(int index) {
    List<Face> faces = scene.faces().apply(clip.frame(index));
    float[] landmarks = faces.isEmpty() ? null : faces.get(0).landmarks();
    return landmarks == null
        ? null
        : new float[] {landmarks[0], landmarks[1], landmarks[2], landmarks[3]};
  }
}
