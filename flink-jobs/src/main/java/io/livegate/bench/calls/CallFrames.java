package io.livegate.bench.calls;

import io.livegate.bench.LongCall;
import io.livegate.bench.Reel;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.ingest.attack.Attack;
import io.livegate.ingest.attack.AttackKind;
import io.livegate.ingest.attack.AttackPack;
import io.livegate.ingest.attack.Clip;
import io.livegate.ingest.attack.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The frames of a call, ten a second, as a sender delivers them. */
public final class CallFrames {

  static final long FRAME_MILLIS = Reel.FRAME_MILLIS;

  /** The half of each attack's range that no fit has seen. */
  private static final Side SIDE = Side.UNSEEN;

  /** A fifth: enough that no genuine call is a loop, and little enough for a hand. */
  private static final double SWAY = 0.2;

  private static final int QUALITY = 85;

  /** Of frames that are looked at through another camera: it shall see no coding of ours. */
  private static final int QUALITY_BEFORE = 95;

  private final List<Reel> people;
  private final List<Reel> rooms;
  private final List<Reel> scenes;

  /**
   * @param people a video of each
   * @param rooms pictures without a person, for {@link Incident#ROOM}
   * @param scenes videos without one, for {@link Incident#SCENE}
   */
  public CallFrames(List<Reel> people, List<Reel> rooms, List<Reel> scenes) {
    this.people = List.copyOf(people);
    this.rooms = List.copyOf(rooms);
    this.scenes = List.copyOf(scenes);
  }

  /**
   * Every frame of the call, JPEG, all of one size.
   *
   * @throws IllegalStateException if a frame cannot be decoded
   */
  public List<byte[]> of(CallScript call) {
    List<byte[]> frames = new ArrayList<>();
    genuine(call, 0, call.fromMillis(), QUALITY, frames);
    if (call.incident() != null) {
      incident(call, call.incident(), frames);
      genuine(call, call.untilMillis(), call.endMillis(), QUALITY, frames);
    }
    return frames;
  }

  private void genuine(CallScript call, long from, long until, int quality, List<byte[]> to) {
    Reel person = people.get(call.person());
    for (long at = from; at < until; at += FRAME_MILLIS) {
      to.add(JpegEncoder.encode(LongCall.picture(person, at, SWAY), quality));
    }
  }

  private void incident(CallScript call, Incident incident, List<byte[]> to) {
    Image like = LongCall.picture(people.get(call.person()), call.fromMillis(), SWAY);
    switch (incident) {
      case ROOM -> attack(call, AttackKind.NONE, other(call, rooms, like, QUALITY_BEFORE), to);
      case SCENE -> to.addAll(other(call, scenes, like, QUALITY));
      default -> {
        List<byte[]> shown = new ArrayList<>();
        genuine(call, call.fromMillis(), call.untilMillis(), QUALITY_BEFORE, shown);
        attack(call, Objects.requireNonNull(incident.attack()), shown, to);
      }
    }
  }

  /** What the camera sees while that attack is made of these frames. */
  private static void attack(CallScript call, AttackKind kind, List<byte[]> of, List<byte[]> to) {
    Attack attack =
        AttackPack.make(
            Clip.of(of, 1000.0 / FRAME_MILLIS), kind, SIDE, call.seed(), image -> List.of());
    for (int i = 0; i < of.size(); i++) {
      to.add(JpegEncoder.encode(attack.frame(i), QUALITY));
    }
  }

  /** Frames of another source for as long as the incident lasts, in the size of the call. */
  private static List<byte[]> other(CallScript call, List<Reel> sources, Image like, int quality) {
    Reel source = sources.get(new Random(call.seed()).nextInt(sources.size()));
    List<byte[]> frames = new ArrayList<>();
    for (long at = call.fromMillis(); at < call.untilMillis(); at += FRAME_MILLIS) {
      Image picture = LongCall.picture(source, at, SWAY);
      frames.add(JpegEncoder.encode(Cover.of(picture, like.width(), like.height()), quality));
    }
    return frames;
  }
}
