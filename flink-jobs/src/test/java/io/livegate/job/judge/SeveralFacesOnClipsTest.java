package io.livegate.job.judge;

import static io.livegate.job.judge.Composed.beside;
import static io.livegate.job.judge.Composed.inTurn;
import static io.livegate.job.judge.Composed.scaled;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.ingest.attack.Attack;
import io.livegate.ingest.attack.AttackKind;
import io.livegate.ingest.attack.AttackPack;
import io.livegate.ingest.attack.Clip;
import io.livegate.ingest.attack.Side;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.policy.Effect;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.Signals;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real people and printed ones in one picture, by the shipped models, lanes and policy. */
class SeveralFacesOnClipsTest {

  private static final String PERSON = "dev/live/thin-plate-spline-moti__driving.mp4";
  private static final String ANOTHER = "dev/live/fsgan__conan-obrien.mp4";
  private static final String PRINTED = "dev/live/deepfacelive__Obama-speaking.mp4";
  private static final int LONG = 60;

  @TempDir static Path folder;

  private static FrameJudge judge;
  private static List<Image> person;
  private static List<Image> another;
  private static List<Image> print;

  private final List<Signals> signals = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();

  @BeforeAll
  static void compose() throws Exception {
    person = Composed.clip(SharedMedia.at(PERSON), LONG);
    another = Composed.clip(SharedMedia.at(ANOTHER), LONG);
    Path attack = folder.resolve("print.mp4");
    Clip clip = Clip.read(SharedMedia.at(PRINTED));
    AttackPack.write(
        clip, AttackKind.PRINT, Side.SEEN, 1, Attack.CLEAN_BITS, image -> List.of(), attack);
    print = Composed.clip(attack, LONG);
    String config =
        "lanes: {deepfake: {enabled: false}, content: {enabled: false}}\nmodels: {mirrors: ['"
            + SharedModels.store().mirrors().get(0)
            + "']}";
    judge = new LaneFrameJudges().open(PipelineConfigParser.parse(config, "clips"));
  }

  @AfterAll
  static void close() {
    if (judge != null) {
      judge.close();
    }
  }

  @Test
  void aPersonBesideASmallerPrintIsLetIn() throws Exception {
    assertThat(play(beside(person, scaled(print, 0.6)))).containsExactly("live-person");
    assertThat(numbers()).as("faces judged").hasSize(1);
  }

  @Test
  void aPersonBeforeALargerPrintIsNot() throws Exception {
    assertThat(play(beside(scaled(person, 0.4), print))).containsExactly("print-or-screen");
  }

  @Test
  void aPersonIsNotLetInOnceALargerPrintStandsBeside() throws Exception {
    List<Image> smaller = scaled(person, 0.55);
    List<Image> alone = beside(smaller.subList(0, 14), grey(print.get(0)));
    List<Image> both = beside(smaller.subList(14, LONG), print);
    assertThat(play(inTurn(alone, both))).containsExactly("print-or-screen");
  }

  @Test
  void whatAPersonShowedDoesNotLetAPrintIn() throws Exception {
    assertThat(play(inTurn(person.subList(0, 16), print))).containsExactly("print-or-screen");
    assertThat(numbers()).hasSize(2);
  }

  @Test
  void aPersonWhosePictureChangesItsSizeIsLetInAsSoon() throws Exception {
    List<Image> steps = new ArrayList<>(scaled(person.subList(0, 6), 0.5));
    steps.addAll(person.subList(6, 12));
    steps.addAll(scaled(person.subList(12, LONG), 0.75));
    assertThat(play(person)).containsExactly("live-person");
    long steady = decisions.get(0).atMillis();
    assertThat(play(steps)).containsExactly("live-person");
    assertThat(decisions.get(0).atMillis()).isBetween(steady, steady + 300);
    assertThat(numbers()).as("faces judged").hasSize(1);
  }

  @Test
  void whatAPersonShowedDoesNotLetASmallerPictureOfAPrintIn() throws Exception {
    List<Image> swapped = new ArrayList<>(person.subList(0, 16));
    swapped.addAll(scaled(print, 0.75));
    assertThat(play(swapped)).hasSize(1).doesNotContain("live-person");
    assertThat(numbers()).hasSize(2);
  }

  @Test
  void anotherPersonIsLetInOnWhatTheyShowThemselves() throws Exception {
    assertThat(play(inTurn(person.subList(0, 16), another.subList(0, 30))))
        .containsExactly("live-person");
    assertThat(decisions.get(0).atMillis()).isGreaterThanOrEqualTo(1_600 + 1_200);
  }

  @Test
  void aSecondPersonWhoJoinsDisturbsNobody() throws Exception {
    List<Image> both = beside(person.subList(30, LONG), another.subList(0, 30));
    assertThat(play(inTurn(person.subList(0, 30), both))).containsExactly("live-person");
  }

  @Test
  void aPrintInThePlaceOfThePersonLetInIsDisconnected() throws Exception {
    assertThat(play(inTurn(person.subList(0, 30), print)))
        .containsExactly("live-person", "another-face-is-a-picture");
  }

  /** The rules that fired, of those that decide. */
  private List<String> play(List<Image> frames) throws Exception {
    signals.clear();
    decisions.clear();
    SessionKey key = new SessionKey("t", "s");
    FrameJudge.Session session = judge.openSession(key);
    Decider decider = new Decider(PolicyParser.parse(PolicyFile.bundled().text(), "default.yaml"));
    SessionEvidence evidence = new SessionEvidence();
    for (int i = 0; i < frames.size(); i++) {
      long at = i * 100L;
      byte[] jpeg = JpegEncoder.encode(frames.get(i), 90);
      FrameHeader header = FrameHeader.of(key, RecordKind.FRAME, i, at, "image/jpeg");
      Signals judged = session.judge(new EncodedFrame(header, jpeg), at);
      signals.add(judged);
      decisions.addAll(decider.observe(evidence, judged));
    }
    decisions.removeIf(decision -> decision.effect() == Effect.COACH);
    return decisions.stream().map(Decision::ruleId).toList();
  }

  private Set<Double> numbers() {
    Set<Double> numbers = new TreeSet<>();
    for (Signals frame : signals) {
      Double number = frame.score("face.track");
      if (number != null) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static List<Image> grey(Image like) {
    byte[] bgr = new byte[like.width() * like.height() * 3];
    Arrays.fill(bgr, (byte) 128);
    return Collections.nCopies(LONG, new Image(like.width(), like.height(), bgr, 1));
  }
}
