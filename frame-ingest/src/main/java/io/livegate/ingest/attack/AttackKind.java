package io.livegate.ingest.attack;

import static io.livegate.ingest.attack.Parameter.choice;
import static io.livegate.ingest.attack.Parameter.number;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be made of a clip, with its ranges; see docs/attack-pack.md for the table. */
public enum AttackKind {
  NONE(
      Side.SEEN,
      "live",
      "no attack: the same warp, border and encoder",
      List.of(
          number("zoom", 1, 1.03),
          number("turnDegrees", 0, 0.6),
          number("motion", 0, 0.004),
          number("bars", 0, 0.04)),
      NoAttack::new),
  PRINT(
      Side.SEEN,
      "print",
      "one frame on paper, held by a hand",
      PrintAttack.PARAMETERS,
      PrintAttack::new),
  REPLAY(
      Side.SEEN,
      "replay",
      "the clip on a screen, filmed",
      ReplayAttack.PARAMETERS,
      ReplayAttack::new),
  FREEZE(
      Side.SEEN,
      "freeze",
      "live, then held on one frame",
      List.of(number("lead", 0, 1), number("noise", 0, 1.5)),
      FreezeAttack::new),
  BLACK(
      Side.SEEN,
      "noface-covered",
      "a covered camera",
      List.of(choice("cover", "lid", "finger"), number("level", 1, 24), number("noise", 0.5, 3)),
      BlackAttack::new),
  BITRATE(
      Side.SEEN,
      "live-degraded",
      "live, over a connection that collapses",
      List.of(
          number("start", 0, 0.3),
          number("shrink", 2, 5),
          number("quality", 12, 40),
          number("bits", 0.01, 0.04)),
      BitrateAttack::new),
  MISMATCH(
      Side.SEEN,
      "mismatch",
      "the receiver sees another video than the sender's camera",
      List.of(choice("swap", "shifted", "still", "reversed", "looped"), number("bits", 0.05, 0.2)),
      MismatchAttack::new),
  LOOP(
      Side.UNSEEN,
      "loop",
      "a second or two, over and over",
      List.of(
          choice("join", "jump", "back-and-forth"),
          number("seconds", 0.8, 2.8),
          number("start", 0, 0.4)),
      LoopAttack::new),
  STILL(
      Side.UNSEEN,
      "static-image",
      "one frame, shaken and zoomed",
      List.of(
          number("moment", 0, 1),
          number("jitter", 0.002, 0.02),
          number("zoom", 0.02, 0.2),
          number("noise", 0, 2)),
      StillAttack::new),
  CUTOUT(
      Side.UNSEEN,
      "print-cutout",
      "a print with holes, the live eyes behind it",
      PrintAttack.PARAMETERS,
      CutoutAttack::new),
  DARK(
      Side.UNSEEN,
      "live-degraded",
      "live, in low light",
      List.of(number("gain", 0.1, 0.5), number("noise", 2, 10)),
      DarkAttack::new),
  CADENCE(
      Side.UNSEEN,
      "virtual-camera",
      "frames repeated, bunched or late as a virtual camera does",
      List.of(
          choice("pattern", "repeats", "stalls", "bursts", "jitter"), number("strength", 0.2, 0.8)),
      CadenceAttack::new);

  private final Side side;
  private final String label;
  private final String description;
  private final List<Parameter> parameters;
  private final Function<Scene, Attack> maker;

  AttackKind(
      Side side,
      String label,
      String description,
      List<Parameter> parameters,
      Function<Scene, Attack> maker) {
    this.side = side;
    this.label = label;
    this.description = description;
    this.parameters = parameters;
    this.maker = maker;
  }

  /** The kind of that name, in any case. */
  public static Optional<AttackKind> of(String name) {
    return Arrays.stream(values())
        .filter(k -> k.id().equals(name.toLowerCase(Locale.ROOT)))
        .findAny();
  }

  /** All there are, for a message: a line each, with what it is. */
  public static String list() {
    return Arrays.stream(values())
        .map(kind -> String.format(Locale.ROOT, "  %-9s %s", kind.id(), kind.description))
        .collect(Collectors.joining("\n"));
  }

  /** Its name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a fit may use this kind at all. */
  public Side side() {
    return side;
  }

  /** What a manifest calls such a clip. */
  public String label() {
    return label;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** Whether it needs to know where the eyes are. */
  public boolean needsFace() {
    return this == CUTOUT;
  }

  Attack attack(Scene scene) {
    return maker.apply(scene);
  }
}
