package io.livegate.ingest.attack;

import io.livegate.image.Image;

/** A piece of the clip again and again, cut hard or played forth and back. */
final class LoopAttack extends ClipAttack {

  private final int start;
  private final int length;
  private final boolean back;

  LoopAttack(Scene scene) {
    super(scene, true);
    start = scene.moment(scene.number("start"));
    long wanted = Math.round(scene.number("seconds") * clip.framesPerSecond());
    length = (int) Math.max(2, Math.min(wanted, clip.size() - start));
    back = scene.choice("join").equals("back-and-forth");
  }

  /** After so many frames it repeats. */
  int period() {
    return back ? 2 * length - 2 : length;
  }

  @Override
  public Image frame(int index) {
    int at = index % period();
    return clip.frame(start + (at < length ? at : period() - at));
  }
}
