package io.livegate.ingest.attack;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Makes attacks of clips and writes them as videos. */
public final class AttackPack {

  private AttackPack() {}

  /**
   * One video written.
   *
   * @param label what a manifest calls it
   * @param file where it is
   */
  public record Written(Path file, String label) {}

  /**
   * What was made.
   *
   * @param forFitting whether kind and range are both seen: else no fit may use it
   * @param files one; for a mismatch the sender's, then the receiver's
   */
  public record Made(
      AttackKind kind,
      long seed,
      Side range,
      boolean forFitting,
      Parameters parameters,
      int frames,
      List<Written> files) {

    public Made {
      files = List.copyOf(files);
    }
  }

  /** The values that kind, side and seed stand for, of any clip. */
  public static Parameters draw(AttackKind kind, Side range, long seed) {
    return Parameters.draw(kind.parameters(), range, new Random(mixed(kind, range, seed)));
  }

  /**
   * Makes one attack. The same clip, kind, range, seed and bits give the same bytes.
   *
   * @param bits a pixel of a frame that the encoder may spend at most
   * @param faces finds faces with landmarks, largest first; asked only when the kind needs it
   * @throws IOException the file cannot be written
   * @throws AttackException the clip does not have what the kind needs
   */
  public static Made write(
      Clip clip,
      AttackKind kind,
      Side range,
      long seed,
      double bits,
      Function<Image, List<Face>> faces,
      Path out)
      throws IOException {
    Scene scene = scene(clip, kind, range, seed, faces);
    Attack attack = kind.attack(scene);
    boolean forFitting = kind.side() == Side.SEEN && range == Side.SEEN;
    List<Written> files;
    if (kind == AttackKind.MISMATCH) {
      Path receiver = receiver(out);
      encode(new Untouched(scene), clip, bits, out);
      encode(attack, clip, bits, receiver);
      files =
          List.of(new Written(out, AttackKind.NONE.label()), new Written(receiver, kind.label()));
    } else {
      encode(attack, clip, bits, out);
      files = List.of(new Written(out, kind.label()));
    }
    return new Made(kind, seed, range, forFitting, scene.parameters(), attack.frames(), files);
  }

  /**
   * The attack itself, to be asked for its frames: what {@link #write} encodes.
   *
   * @throws AttackException the clip does not have what the kind needs
   */
  public static Attack make(
      Clip clip, AttackKind kind, Side range, long seed, Function<Image, List<Face>> faces) {
    return kind.attack(scene(clip, kind, range, seed, faces));
  }

  private static Scene scene(
      Clip clip, AttackKind kind, Side range, long seed, Function<Image, List<Face>> faces) {
    return new Scene(clip, draw(kind, range, seed), mixed(kind, range, seed), faces);
  }

  /** Where a mismatch's second file goes: {@code a.mp4} gives {@code a-receiver.mp4}. */
  public static Path receiver(Path out) {
    String name = String.valueOf(out.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return out.resolveSibling(stem + "-receiver" + (dot > 0 ? name.substring(dot) : ""));
  }

  /** Written beside its place and moved there: a file that has the name is whole. */
  private static void encode(Attack attack, Clip clip, double bits, Path out) throws IOException {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    Image first = attack.frame(0);
    try {
      try (VideoWriter writer =
          new VideoWriter(
              part,
              first.width(),
              first.height(),
              clip.framesPerSecond(),
              Math.min(bits, attack.bitsPerPixel()))) {
        for (int i = 0; i < attack.frames(); i++) {
          writer.write(attack.frame(i), attack.millis(i));
        }
        writer.finish();
      }
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Neighbouring seeds give unrelated values. */
  private static long mixed(AttackKind kind, Side range, long seed) {
    long mixed = seed + 0x9E3779B97F4A7C15L * (2L * kind.id().hashCode() + range.ordinal());
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The sender's side of a mismatch: the clip as it is. */
  private static final class Untouched extends ClipAttack {

    Untouched(Scene scene) {
      super(scene, false);
    }

    @Override
    public Image frame(int index) {
      return clip.frame(index);
    }
  }
}
