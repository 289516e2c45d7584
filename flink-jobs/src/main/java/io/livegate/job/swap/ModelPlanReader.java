package io.livegate.job.swap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.config.ConfigProblemsException;
import io.livegate.job.config.ConfigSection;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.JudgeSettingsParser;
import io.livegate.job.config.ModelsConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.model.InvalidCardException;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelCards.CardFile;
import io.livegate.signal.Lane;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes plans as they stand on the policies topic: JSON with the keys {@code models},
 * {@code candidate} ({@code stage}, {@code models}, {@code share}), {@code previous}, all by the id
 * of their cards, and {@code cards}, the text of those that the job may not know.
 */
public final class ModelPlanReader implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A share below is as good as none, and a rounding error. */
  private static final double LEAST_SHARE = 1e-4;

  private final JudgeSettings configured;
  private final ModelsConfig models;
  private transient @Nullable ModelCards known;

  /**
   * @param configured what the job was started with
   * @param models the cards it knows
   */
  public ModelPlanReader(JudgeSettings configured, ModelsConfig models) {
    this.configured = configured;
    this.models = models;
  }

  /** What the job was started with. */
  public ModelPlan configured(Lane lane) {
    return ModelPlan.configured(lane, cards(configured.lane(lane).models(), known()));
  }

  /**
   * @param text of the record; null for what the job was started with
   * @param problems takes all that is wrong with the text alone; without any the answer can be
   *     tried ({@link ModelTrial})
   */
  public ModelPlan read(Lane lane, @Nullable String text, List<String> problems) {
    if (text == null) {
      return configured(lane);
    }
    int before = problems.size();
    if (!configured.lane(lane).enabled()) {
      problems.add(
          "the job was started without the lane "
              + lane.id()
              + "; switch it on in config/pipeline.yaml and start anew");
      return configured(lane);
    }
    try {
      ConfigSection root =
          new ConfigSection("", PipelineConfigParser.tree(text, "models"), problems);
      ModelCards cards = withOwn(root.texts("cards", List.of()), problems);
      List<String> ids = ids(root, "models", configured.lane(lane).models(), lane, cards);
      List<String> previous = ids(root, "previous", List.of(), lane, cards);
      Candidate candidate = candidate(root, lane, cards, problems);
      root.finish();
      if (problems.size() == before) {
        return new ModelPlan(lane, cards(ids, cards), candidate, cards(previous, cards));
      }
    } catch (ConfigProblemsException e) {
      problems.addAll(e.problems());
    }
    return configured(lane);
  }

  private static @Nullable Candidate candidate(
      ConfigSection root, Lane lane, ModelCards cards, List<String> problems) {
    if (!root.has("candidate")) {
      return null;
    }
    int before = problems.size();
    ConfigSection section = root.section("candidate");
    Stage stage = section.choice("stage", Stage.class, Stage.SHADOW);
    List<String> ids = ids(section, "models", List.of(), lane, cards);
    double share = section.number("share", 1, LEAST_SHARE, 1);
    section.finish();
    if (ids.isEmpty()) {
      section.problem("candidate.models: name the card of one model at least");
    }
    return problems.size() > before ? null : new Candidate(stage, cards(ids, cards), share);
  }

  private static List<String> ids(
      ConfigSection section, String key, List<String> fallback, Lane lane, ModelCards cards) {
    List<String> ids = section.texts(key, fallback);
    String path = section.path().isEmpty() ? key : section.path() + "." + key;
    for (String problem : JudgeSettingsParser.cardProblems(lane, ids, cards)) {
      section.problem(path + ": " + problem);
    }
    if (ids.stream().distinct().count() < ids.size()) {
      section.problem(path + ": name each model once, not " + ids);
    }
    return ids;
  }

  private static List<ModelCard> cards(List<String> ids, ModelCards cards) {
    return ids.stream().map(cards::get).toList();
  }

  private ModelCards withOwn(List<String> texts, List<String> problems) {
    List<CardFile> own = new ArrayList<>();
    for (String text : texts) {
      own.add(new CardFile("cards[" + own.size() + "]", text));
    }
    try {
      return known().and(own);
    } catch (InvalidCardException e) {
      e.problems().forEach(problem -> problems.add(problem.toString()));
      return known();
    }
  }

  /**
   * The value of a record that means this plan.
   *
   * @param before of the record it follows, whose cards it may need; null for none
   */
  public String text(ModelPlan plan, @Nullable String before) {
    ObjectNode root = JSON.createObjectNode();
    put(root.putArray("models"), plan.models());
    Candidate candidate = plan.candidate();
    if (candidate != null) {
      ObjectNode node = root.putObject("candidate");
      node.put("stage", candidate.stage().name().toLowerCase(Locale.ROOT));
      put(node.putArray("models"), candidate.models());
      node.put("share", candidate.share());
    }
    if (!plan.previous().isEmpty()) {
      put(root.putArray("previous"), plan.previous());
    }
    List<ModelCard> named = new ArrayList<>(plan.asked());
    named.addAll(plan.previous());
    Set<String> own = new LinkedHashSet<>();
    for (CardFile file : ownCards(before)) {
      if (named.contains(ModelCards.parse(file.yaml(), file.name()))) {
        own.add(file.yaml());
      }
    }
    if (!own.isEmpty()) {
      own.forEach(root.putArray("cards")::add);
    }
    return root.toString();
  }

  /** Of the configuration and of an earlier record. */
  private List<CardFile> ownCards(@Nullable String before) {
    List<CardFile> own = new ArrayList<>(models.cards());
    if (before != null) {
      PipelineConfigParser.tree(before, "models")
          .path("cards")
          .forEach(card -> own.add(new CardFile("cards", card.asText())));
    }
    return own;
  }

  private static void put(ArrayNode array, List<ModelCard> cards) {
    cards.forEach(card -> array.add(card.id()));
  }

  private ModelCards known() {
    if (known == null) {
      known = models.known();
    }
    return known;
  }
}
