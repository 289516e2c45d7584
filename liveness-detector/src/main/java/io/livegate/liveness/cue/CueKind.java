package io.livegate.liveness.cue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cues there are. Each can be switched off by its id in {@code config/pipeline.yaml} and its
 * value stands under that id among the lane's scores.
 */
public enum CueKind {
  /** Seconds the whole picture has been the same. */
  FROZEN("frozen", models -> new Freeze()),
  /** Seconds the face itself has been the same, wherever it moves. */
  STILL("still", models -> new StillFace()),
  /** 1 for a picture with hardly any structure, else 0. */
  UNIFORM("uniform", models -> new Uniform()),
  /** Seconds of movement that was shown before, in the same or the opposite order. */
  LOOP("loop", models -> new Loop()),
  /** How surely the face is a human one and not a drawing, an animal or a thing, 0..1. */
  HUMAN(
      "human",
      models ->
          new HumanFace(models.has(OwnLook.CARD) ? new OwnLook(models) : new DrawingLook(models)),
      List.of(DrawingLook.PICTURE, DrawingLook.LANDMARKS),
      OwnLook.CARD),
  /** How surely the face is before the camera itself, by the model trained for Livegate, 0..1. */
  OWN_PAD("ownPad", OwnPad::new, OwnPad.CARD),
  /** How often the person has blinked so far. */
  BLINKS("blinks", Blinks::new, EyeState.CARD, EyeMesh.CARD),
  /** Share of frames shown twice while the picture moves. */
  REPEATS("repeats", models -> new Repeats()),
  /** Share of frames that the source's own clock stamps as no camera takes them. */
  CADENCE("cadence", models -> new Cadence()),
  /** Changes of the picture's size in the last ten seconds. */
  SIZE_CHANGES("sizeChanges", models -> new SizeChanges()),
  /** How far a regular pattern of colours stands out on the face, log10. */
  MOIRE("moire", models -> new Moire()),
  /** Rolling bands of brightness, per cent. */
  FLICKER("flicker", models -> new Flicker()),
  /** Share of the straight lines around the face that move with it. */
  FRAME_EDGE("frameEdge", models -> new FrameEdge()),
  /** Share of the face's motion that no plane could make. */
  NON_RIGID("nonRigid", models -> new NonRigid()),
  /** Share of the face's motion that is the nose's against the rest. */
  DEPTH("depth", models -> new Depth()),
  /** Share of the motion of the face that its surroundings do not follow. */
  PARALLAX("parallax", models -> new Parallax());

  private static final Set<CueKind> DEAR = EnumSet.of(HUMAN, OWN_PAD, MOIRE, FRAME_EDGE);

  private final String id;
  private final List<String> cards;
  private final @Nullable String standIn;
  private final Function<CueModels, Cue> maker;

  CueKind(String id, Function<CueModels, Cue> maker, String... cards) {
    this(id, maker, List.of(cards), null);
  }

  CueKind(String id, Function<CueModels, Cue> maker, List<String> cards, @Nullable String standIn) {
    this.id = id;
    this.cards = cards;
    this.standIn = standIn;
    this.maker = maker;
  }

  /** The name in configuration and signals. */
  public String id() {
    return id;
  }

  /** Whether it asks a model or takes as long, of single frames: not asked at a glance. */
  public boolean isDear() {
    return DEAR.contains(this);
  }

  /** Ids of the model cards it cannot do without, but for {@link #standIn}. */
  public List<String> cards() {
    return cards;
  }

  /** Id of the card whose model answers where one of the others is not there; null for none. */
  public @Nullable String standIn() {
    return standIn;
  }

  public static Optional<CueKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findAny();
  }

  /** Those that are on unless a configuration says otherwise: all but the one still on trial. */
  public static Set<CueKind> defaults() {
    return EnumSet.complementOf(EnumSet.of(OWN_PAD));
  }

  /** All ids, for a message. */
  public static String ids() {
    return Arrays.stream(values()).map(CueKind::id).collect(Collectors.joining(", "));
  }

  /** Fresh cues for one session, without those whose model is not there. */
  public static Map<CueKind, Cue> open(Set<CueKind> kinds, CueModels models) {
    Map<CueKind, Cue> cues = new EnumMap<>(CueKind.class);
    for (CueKind kind : kinds) {
      if (models.has(kind)) {
        cues.put(kind, kind.maker.apply(models));
      }
    }
    return cues;
  }
}
