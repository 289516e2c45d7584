package io.livegate.job.config;

import io.livegate.job.config.JudgeSettings.Faces;
import io.livegate.job.config.JudgeSettings.LaneConfig;
import io.livegate.job.config.JudgeSettings.Sampling;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.signal.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of {@link JudgeSettings}: {@code sampling}, {@code lanes} and {@code faces}, from
 * the configuration at start, and from records that change them while the job runs.
 */
public final class JudgeSettingsParser {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Tasks of the models that may speak against a person. */
  private static final Set<String> WITNESSES =
      Set.of(Lane.LIVENESS.task(), Lane.DEEPFAKE.task(), Lane.CONTENT.task());

  private static final JudgeSettings SHIPPED =
      new JudgeSettings(
          new Sampling(
              10,
              Duration.ofSeconds(8),
              1,
              10,
              Duration.ofSeconds(4),
              Duration.ofSeconds(17),
              4,
              Duration.ofSeconds(20),
              Duration.ofSeconds(3)),
          Map.of(
              Lane.FACE,
                  new LaneConfig(true, List.of("yunet-n"), List.of("livegate-face"), NONE, NONE),
              Lane.LIVENESS,
                  new LaneConfig(
                      true,
                      List.of("minifasnet-v2", "minifasnet-v1se"),
                      List.of("livegate-pad"),
                      NONE,
                      Duration.ofSeconds(3)),
              Lane.DEEPFAKE,
                  new LaneConfig(
                      true,
                      List.of("meso4-df"),
                      List.of(),
                      Duration.ofMillis(500),
                      Duration.ofSeconds(3)),
              Lane.CONTENT,
                  new LaneConfig(
                      true,
                      List.of("nsfw-mobilenet-v2"),
                      List.of(),
                      Duration.ofMillis(500),
                      Duration.ofSeconds(2))),
          new Faces(40));

  private JudgeSettingsParser() {}

  /** What the configuration says; a key left out has its shipped value. */
  static JudgeSettings read(ConfigSection root, ModelCards cards) {
    return read(root, SHIPPED, cards);
  }

  /**
   * Settings with some of them changed by a record.
   *
   * @param yaml the keys to be changed, as they stand in the configuration, without models
   * @param below what holds for keys that it leaves out
   * @param configured what the job was started with: a lane that is off there has no models
   * @param problems takes all that is wrong; without any the answer can be used
   */
  public static JudgeSettings change(
      String yaml, JudgeSettings below, JudgeSettings configured, List<String> problems) {
    JudgeSettings changed = below;
    try {
      ConfigSection root =
          new ConfigSection("", PipelineConfigParser.tree(yaml, "settings"), problems);
      changed = read(root, below, null);
      root.finish();
      if (root.isEmpty()) {
        root.problem("nothing is set; the keys are sampling, lanes and faces");
      }
    } catch (ConfigProblemsException e) {
      problems.addAll(e.problems());
    }
    for (Lane lane : Lane.values()) {
      if (changed.lane(lane).enabled() && !configured.lane(lane).enabled()) {
        problems.add(
            "lanes."
                + lane.id()
                + ".enabled: the job was started without this lane and has not loaded its models;"
                + " switch it on in config/pipeline.yaml and start anew");
      }
    }
    return changed;
  }

  /**
   * What holds for a tenant: its own record over that of all tenants over the configuration. A
   * record that an earlier release found good and this one does not is left out.
   *
   * @param all the record for all tenants, null for none
   * @param own the tenant's, null for none
   */
  public static JudgeSettings layered(
      JudgeSettings configured, @Nullable String all, @Nullable String own) {
    JudgeSettings settings = configured;
    for (String layer : new @Nullable String[] {all, own}) {
      if (layer != null) {
        List<String> problems = new ArrayList<>();
        JudgeSettings changed = change(layer, settings, configured, problems);
        settings = problems.isEmpty() ? changed : settings;
      }
    }
    return settings;
  }

  /**
   * @param known the cards that lanes may name; null where models are not for changing
   */
  private static JudgeSettings read(
      ConfigSection root, JudgeSettings d, @Nullable ModelCards known) {
    return new JudgeSettings(
        sampling(root.section("sampling"), d.sampling()),
        lanes(root.section("lanes"), d, known),
        faces(root.section("faces"), d.faces()));
  }

  private static Sampling sampling(ConfigSection s, Sampling d) {
    Sampling sampling =
        new Sampling(
            s.number("gatePerSecond", d.gatePerSecond(), 0.1, 240),
            s.duration("gateDuration", d.gateDuration(), NONE, DAY),
            s.number("watchPerSecond", d.watchPerSecond(), 0.01, 240),
            s.number("burstPerSecond", d.burstPerSecond(), 0.1, 240),
            s.duration("burstDuration", d.burstDuration(), NONE, DAY),
            s.duration("challengeDuration", d.challengeDuration(), NONE, DAY),
            s.number("looksPerSecond", d.looksPerSecond(), 0, 100),
            s.duration("spotEvery", d.spotEvery(), NONE, DAY),
            s.duration("spotDuration", d.spotDuration(), NONE, DAY));
    if (!sampling.spotEvery().isZero()
        && sampling.spotDuration().compareTo(sampling.spotEvery()) > 0) {
      s.problem(
          s.path()
              + ".spotDuration: "
              + sampling.spotDuration().toMillis()
              + "ms is longer than spotEvery, the "
              + sampling.spotEvery().toMillis()
              + "ms in which there is one check; make it shorter, or judge more frames with"
              + " watchPerSecond");
    }
    s.finish();
    return sampling;
  }

  private static Map<Lane, LaneConfig> lanes(
      ConfigSection s, JudgeSettings d, @Nullable ModelCards known) {
    Map<Lane, LaneConfig> lanes = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      ConfigSection one = s.section(lane.id());
      LaneConfig before = d.lane(lane);
      List<String> cards = before.models();
      List<String> standIn = before.standIn();
      if (known != null) {
        cards = one.texts("models", cards);
        checkCards(one, lane, "models", cards, known);
        standIn = one.texts("standIn", standIn);
        checkCards(one, lane, "standIn", standIn, known);
      }
      lanes.put(
          lane,
          new LaneConfig(
              one.flag("enabled", before.enabled()),
              cards,
              standIn,
              one.duration("every", before.every(), NONE, MINUTE),
              one.duration("calmEvery", before.calmEvery(), NONE, MINUTE)));
      one.finish();
    }
    LaneConfig face = lanes.get(Lane.FACE);
    if (face != null && !(face.enabled() && face.every().isZero() && face.calmEvery().isZero())) {
      s.problem(
          "face: must be enabled with every: 0ms and calmEvery: 0ms; all other lanes look at the"
              + " faces it finds");
    }
    s.finish();
    return lanes;
  }

  private static Faces faces(ConfigSection s, Faces d) {
    Faces faces = new Faces(s.integer("minWidth", d.minWidth(), 16, 1000));
    s.finish();
    return faces;
  }

  private static void checkCards(
      ConfigSection section, Lane lane, String key, List<String> ids, ModelCards known) {
    String at = "lanes." + lane.id() + "." + key + ": ";
    for (String problem : cardProblems(lane, ids, known)) {
      section.problem(at + problem);
    }
    if (lane == Lane.FACE && (ids.size() > 1 || key.equals("models") && ids.isEmpty())) {
      section.problem(at + "takes one model, not " + ids);
    }
  }

  /** Why models with these cards cannot answer for the lane; empty when they can. */
  public static List<String> cardProblems(Lane lane, List<String> ids, ModelCards known) {
    List<String> problems = new ArrayList<>();
    for (String id : ids) {
      try {
        ModelCard card = known.get(id);
        if (!card.task().equals(lane.task())) {
          problems.add(
              "%s is a model of task %s; this lane takes %s: %s"
                  .formatted(id, card.task(), lane.task(), of(lane, known)));
        }
        akin(card, known).ifPresent(problems::add);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  /**
   * Models of one family fail together, and policies take the lanes that may accuse for witnesses
   * that know nothing of each other.
   */
  private static Optional<String> akin(ModelCard card, ModelCards known) {
    if (!WITNESSES.contains(card.task())) {
      return Optional.empty();
    }
    return known.all().stream()
        .filter(other -> WITNESSES.contains(other.task()) && !other.task().equals(card.task()))
        .filter(other -> other.family().equals(card.family()))
        .findFirst()
        .map(
            other ->
                "%s is of the family %s as is %s of task %s: two lanes of one family would be two"
                        .formatted(card.id(), card.family(), other.id(), other.task())
                    + " witnesses for a ban and are one; take a model that shares no weights and no"
                    + " training with the other, or leave the other's card out");
  }

  private static String of(Lane lane, ModelCards known) {
    return known.all().stream()
        .filter(card -> card.task().equals(lane.task()))
        .map(ModelCard::id)
        .collect(Collectors.joining(", "));
  }
}
