package io.livegate.ingest.attack;

/** What most attacks share: the clip's pace, and its length or {@value #HELD_SECONDS} seconds. */
abstract class ClipAttack implements Attack {

  /** Long enough to count as a session in which a verdict is due. */
  static final double HELD_SECONDS = 6;

  protected final Scene scene;
  protected final Clip clip;
  private final int frames;

  /**
   * @param lasting whether it can go on when the clip has ended
   */
  ClipAttack(Scene scene, boolean lasting) {
    this.scene = scene;
    clip = scene.clip();
    frames = lasting ? clip.framesFor(HELD_SECONDS) : clip.size();
  }

  @Override
  public int frames() {
    return frames;
  }

  @Override
  public long millis(int index) {
    return clip.millis(index);
  }

  final double seconds(int index) {
    return millis(index) / 1000.0;
  }

  final int width() {
    return clip.frame(0).width();
  }

  final int height() {
    return clip.frame(0).height();
  }
}
