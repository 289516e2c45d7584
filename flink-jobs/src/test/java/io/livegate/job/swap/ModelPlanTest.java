package io.livegate.job.swap;

import static io.livegate.job.swap.TinyModels.BLUE;
import static io.livegate.job.swap.TinyModels.LOST;
import static io.livegate.job.swap.TinyModels.LOUD;
import static io.livegate.job.swap.TinyModels.OTHER;
import static io.livegate.job.swap.TinyModels.RED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.model.ModelCard;
import io.livegate.model.runtime.Models;
import io.livegate.signal.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPlanTest {

  @TempDir Path folder;

  private TinyModels tiny;
  private ModelPlanReader reader;
  private ModelPlan begin;

  @BeforeEach
  void write() throws IOException {
    tiny = new TinyModels(folder);
    reader = reader(tiny.all());
    begin = reader.configured(Lane.CONTENT);
  }

  private static ModelPlanReader reader(PipelineConfig config) {
    return new ModelPlanReader(config.judging(), config.models());
  }

  @Test
  void aCandidateIsPromotedAndEachStepCanBeTakenBack() {
    ModelPlan shadowed = begin.with(candidate(Stage.SHADOW, 1));
    ModelPlan promoted = shadowed.promoted();

    assertThat(ids(promoted.models())).containsExactly(BLUE);
    assertThat(ids(promoted.previous())).containsExactly(RED);
    assertThat(promoted.candidate()).isNull();
    assertThat(shadowed.rolledBack()).isEqualTo(begin);
    assertThat(promoted.rolledBack()).isEqualTo(begin);
    assertThatThrownBy(begin::rolledBack).hasMessageContaining("nothing to go back to");
    assertThatThrownBy(begin::promoted).hasMessageContaining("no candidate");
  }

  @Test
  void aPlanIsReadAsItWasWritten() {
    ModelPlan plan = begin.with(candidate(Stage.SHADOW, 1)).promoted();
    for (ModelPlan each : List.of(begin, plan, plan.with(candidate(Stage.CANARY, 0.05)))) {
      assertThat(read(reader, reader.text(each, null))).isEqualTo(each);
    }
    assertThat(read(reader, null)).isEqualTo(begin);
  }

  @Test
  void aRecordBringsTheCardsThatTheJobDoesNotKnow() {
    ModelPlanReader job = reader(PipelineConfigParser.parse(tiny.config(RED), "job"));
    ModelPlan plan = begin.with(candidate(Stage.SHADOW, 1));
    String text = reader.text(plan, null);

    assertThat(read(job, text)).isEqualTo(plan);
    String next = job.text(read(job, text).promoted(), text);
    assertThat(read(job, next)).isEqualTo(plan.promoted());
    String back = job.text(read(job, next).rolledBack(), next);
    assertThat(back).as("what is not asked any more").doesNotContain(BLUE);
  }

  @Test
  void everyProblemOfARecordIsSaid() throws IOException {
    String own = tiny.yaml(BLUE).replace("version: \"1\"", "version: \"2\"").replace("\n", "\\n");
    List<String> problems = new ArrayList<>();
    reader.read(
        Lane.CONTENT,
        """
        {"models": ["minifasnet-v2", "no-such", "tiny-red", "tiny-red"],
         "candidate": {"stage": "half", "share": 2, "modles": ["tiny-red"]},
         "cards": ["%s"], "speed": 1}
        """
            .formatted(own.replace("\"", "\\\"")),
        problems);

    assertThat(problems.toString())
        .contains("models: minifasnet-v2 is a model of task presentation-attack; this lane takes")
        .contains("models: no model card \"no-such\"")
        .contains("models: name each model once")
        .contains("candidate.stage: \"half\"")
        .contains("candidate.share: 2 is not a number from")
        .contains("candidate.modles: unknown key")
        .contains("candidate.models: name the card of one model at least")
        .contains("cards[0]: id: tiny-blue: another card has this id")
        .contains("speed: unknown key");
    assertThat(problems).hasSize(9);
    problems.clear();
    reader.read(Lane.LIVENESS, "{}", problems);
    assertThat(problems).singleElement().asString().contains("without the lane liveness");
  }

  @Test
  void whatCannotBeUsedHereIsFoundBeforeItIsUsed() {
    int loaded = Models.loaded();
    ModelPlan plan =
        new ModelPlan(
            Lane.CONTENT,
            List.of(tiny.card(LOUD), tiny.card(BLUE)),
            new Candidate(Stage.SHADOW, List.of(tiny.card(OTHER), tiny.card(LOST)), 1),
            List.of());

    List<String> problems = ModelTrial.problems(plan, tiny.all().models().store());
    assertThat(problems).hasSize(3);
    assertThat(problems.get(0)).contains(LOUD, "wants scores from 0 to 1");
    assertThat(problems.get(1)).contains(OTHER, "expected " + "0".repeat(64));
    assertThat(problems.get(2)).contains(LOST, "no such file");
    assertThat(ModelTrial.problems(begin, tiny.all().models().store())).isEmpty();
    assertThat(Models.loaded()).isEqualTo(loaded);
  }

  @Test
  void aShareHasItsPartOfTheSessionsAndALargerOneTheSameAndMore() {
    List<Double> places =
        IntStream.range(0, 10_000)
            .mapToObj(i -> ModelPlan.place(Lane.CONTENT, new SessionKey("t", "s" + i)))
            .toList();
    assertThat(places.stream().filter(place -> place < 0.05).count()).isBetween(400L, 600L);
    SessionKey one = new SessionKey("t", "s1");
    assertThat(ModelPlan.place(Lane.CONTENT, one)).isEqualTo(ModelPlan.place(Lane.CONTENT, one));
    assertThat(ModelPlan.place(Lane.CONTENT, one))
        .as("another lane draws others")
        .isNotEqualTo(ModelPlan.place(Lane.DEEPFAKE, one));
  }

  private Candidate candidate(Stage stage, double share) {
    return new Candidate(stage, List.of(tiny.card(BLUE)), share);
  }

  private static ModelPlan read(ModelPlanReader reader, String text) {
    List<String> problems = new ArrayList<>();
    ModelPlan plan = reader.read(Lane.CONTENT, text, problems);
    assertThat(problems).isEmpty();
    return plan;
  }

  private static List<String> ids(List<ModelCard> cards) {
    return cards.stream().map(ModelCard::id).toList();
  }
}
