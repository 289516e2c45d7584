package io.livegate.evaluate.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.evaluate.stats.Interval;
import io.livegate.evaluate.stats.Rate;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code report.json}: a public contract. Every key is always there; a rate of a class
 * without members is null. Shares are rounded to 1e-4.
 */
public final class ReportJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportJson() {}

  public static String text(Figures figures) {
    ObjectNode root = MAPPER.createObjectNode();
    group(root.putObject("sessions"), figures.sessions());
    group(root.putObject("stills"), figures.stills());
    root.putObject("anyMoment")
        .put("bonaFideRefusable", figures.sessions().bonaFideRefusable().hits())
        .put("attacksDisconnected", figures.sessions().attacksStopped().hits());
    deepfake(root.putObject("deepfake"), figures.deepfake());
    ObjectNode content = root.putObject("content");
    content
        .put("benign", figures.content().benign().n())
        .put("flaggedBenign", figures.content().benign().hits())
        .put("artNude", figures.content().artNude().n())
        .put("flaggedArtNude", figures.content().artNude().hits())
        .put("artNudeAuc", rounded(figures.content().artNudeAuc()));
    interval(content, "artNudeAucInterval", figures.content().artNudeInterval());
    root.putObject("faces")
        .put("annotated", figures.faces().annotated())
        .put("found", figures.faces().found());
    root.putObject("blinks")
        .put("annotated", figures.blinks().annotated())
        .put("hit", figures.blinks().hit())
        .put("false", figures.blinks().falseAlarms());
    root.putObject("decisionMillis")
        .put("admitP50", figures.decisionMillis().admitP50())
        .put("refuseP50", figures.decisionMillis().refuseP50())
        .put("p95", figures.decisionMillis().p95());
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the figures are not JSON", e);
    }
  }

  private static void group(ObjectNode node, Figures.Group group) {
    node.putObject("bonaFide")
        .put("n", group.bonaFide().n())
        .put("refused", group.bonaFide().hits())
        .put("bpcer", rounded(group.bonaFide().share()));
    ObjectNode attacks = node.putObject("attacks");
    for (var attack : Figures.worstFirst(group.attacks()).entrySet()) {
      Rate rate = attack.getValue();
      attacks
          .putObject(attack.getKey())
          .put("n", rate.n())
          .put("admitted", rate.hits())
          .put("apcer", rounded(rate.share()));
    }
    node.putObject("noFace").put("n", group.noFace().n()).put("admitted", group.noFace().hits());
  }

  private static void deepfake(ObjectNode node, Figures.Deepfake deepfake) {
    node.put("clips", deepfake.clips());
    node.put("auc", rounded(deepfake.auc()));
    interval(node, "aucInterval", deepfake.aucInterval());
    node.put("aucPairs", rounded(deepfake.aucPairs()));
    node.put("flagged", deepfake.flagged().hits());
    node.put("flaggedReal", deepfake.flaggedReal().hits());
    node.put("score", deepfake.score());
    ObjectNode scores = node.putObject("byScore");
    deepfake
        .byScore()
        .forEach(
            (name, figures) -> {
              ObjectNode score = scores.putObject(name);
              score.put("auc", rounded(figures.auc()));
              interval(score, "aucInterval", figures.aucInterval());
              score.put("aucPairs", rounded(figures.aucPairs()));
              score.put("pairs", figures.pairs());
            });
    ObjectNode generators = node.putObject("byGenerator");
    deepfake
        .byGenerator()
        .forEach(
            (name, figures) -> {
              ObjectNode generator = generators.putObject(name);
              generator.put("clips", figures.clips());
              generator.put("auc", rounded(figures.auc()));
              interval(generator, "aucInterval", figures.aucInterval());
              generator.put("aucPairs", rounded(figures.aucPairs()));
              generator.put("flagged", figures.flagged());
            });
  }

  private static void interval(ObjectNode node, String key, @Nullable Interval interval) {
    if (interval == null) {
      node.putNull(key);
    } else {
      node.putArray(key).add(rounded(interval.low())).add(rounded(interval.high()));
    }
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : Math.round(value * 1e4) / 1e4;
  }
}
