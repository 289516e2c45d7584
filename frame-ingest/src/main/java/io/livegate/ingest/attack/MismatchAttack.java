package io.livegate.ingest.attack;

import io.livegate.image.Image;

/**
 * What the receiver gets when the video is exchanged on its way: the same person, the same pace,
 * not the frames that the sender's camera saw. Re-encoded harder than the sender's, as any honest
 * stream is too.
 */
final class MismatchAttack extends ClipAttack {

  private final String swap;

  MismatchAttack(Scene scene) {
    super(scene, false);
    swap = scene.choice("swap");
  }

  @Override
  public Image frame(int index) {
    return switch (swap) {
      case "shifted" -> clip.frame((index + clip.size() / 2) % clip.size());
      case "reversed" -> clip.frame(clip.size() - 1 - index);
      case "still" -> clip.frame(clip.size() / 2);
      default -> clip.frame(index % Math.max(2, clip.size() / 6));
    };
  }

  @Override
  public double bitsPerPixel() {
    return scene.number("bits");
  }
}
