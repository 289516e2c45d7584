package io.livegate.evaluate.count;

import static io.livegate.evaluate.Cases.clip;
import static io.livegate.evaluate.Cases.entry;
import static io.livegate.evaluate.Cases.happening;
import static io.livegate.evaluate.Cases.still;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.policy.Condition;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountTest {

  private static final Figures.Faces FACES = new Figures.Faces(46, 45);
  private static final Figures.Blinks BLINKS = new Figures.Blinks(12, null, null);

  private final Policy policy;
  private final Count count;

  CountTest() throws PolicyException {
    policy = PolicyParser.parse(PolicyFile.bundled().text(), "default");
    count = new Count(policy);
  }

  @Test
  void noKeyIsMissingWhenNothingWasJudged() throws IOException {
    String json =
        ReportJson.text(
            count.of(List.of(), new Figures.Faces(0, 0), new Figures.Blinks(0, null, null)));
    String attacks =
        "'attacks':{"
            + "'mask':{'n':0,'admitted':0,'apcer':null},"
            + "'print':{'n':0,'admitted':0,'apcer':null},"
            + "'replay':{'n':0,'admitted':0,'apcer':null},"
            + "'static-image':{'n':0,'admitted':0,'apcer':null},"
            + "'synthetic-video':{'n':0,'admitted':0,'apcer':null}}";
    String group =
        "{'bonaFide':{'n':0,'refused':0,'bpcer':null},"
            + attacks
            + ",'noFace':{'n':0,'admitted':0}}";
    String expected =
        "{'sessions':"
            + group
            + ",'stills':"
            + group
            + ",'anyMoment':{'bonaFideRefusable':0,'attacksDisconnected':0}"
            + ",'deepfake':{'clips':0,'auc':null,'aucInterval':null,'aucPairs':null,'flagged':0,"
            + "'flaggedReal':0,'score':'deepfake.fake','byScore':{"
            + "'deepfake.fake':{'auc':null,'aucInterval':null,'aucPairs':null,'pairs':0},"
            + "'deepfake.suspicion':{'auc':null,'aucInterval':null,'aucPairs':null,'pairs':0}},"
            + "'byGenerator':{}},"
            + "'content':{'benign':0,'flaggedBenign':0,'artNude':0,'flaggedArtNude':0,"
            + "'artNudeAuc':null,'artNudeAucInterval':null},"
            + "'faces':{'annotated':0,'found':0},"
            + "'blinks':{'annotated':0,'hit':null,'false':null},"
            + "'decisionMillis':{'admitP50':null,'refuseP50':null,'p95':null}}";
    assertThat(new ObjectMapper().readTree(json).toString()).isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void clipsAndStillsAreCountedApart() throws IOException {
    JsonNode report =
        report(
            clip("live", 9, "admitted", happening("admitted", 1000, "live-person")),
            clip("real", 9, "admitted", happening("admitted", 2000, "live-person")),
            clip("live", 9, "refused", happening("refused", 4000, "print-or-screen")),
            clip("live-degraded", 9, "refused", happening("refused", 4000, "no-face")),
            clip("replay", 9, "refused", happening("refused", 3000, "print-or-screen")),
            clip("replay", 9, "admitted", happening("admitted", 1500, "live-person")),
            clip("puppet-of-a-kind", 9, "admitted", happening("admitted", 1500, "live-person")),
            clip("noface", 9, "refused", happening("refused", 1500, "no-face")),
            still("noface", "face.present", 0));
    JsonNode sessions = report.path("sessions");
    assertThat(sessions.path("bonaFide").toString())
        .isEqualTo("{\"n\":3,\"refused\":1,\"bpcer\":0.3333}");
    assertThat(sessions.path("attacks").fieldNames().next()).isEqualTo("replay");
    assertThat(sessions.at("/attacks/replay").toString())
        .isEqualTo("{\"n\":2,\"admitted\":1,\"apcer\":0.5}");
    assertThat(sessions.at("/attacks/puppet-of-a-kind").isMissingNode()).isTrue();
    assertThat(sessions.path("noFace").toString()).isEqualTo("{\"n\":1,\"admitted\":0}");
    assertThat(report.at("/stills/noFace").toString()).isEqualTo("{\"n\":1,\"admitted\":0}");
    // admitted at 1000 and 2000, refused at 1500 and 3000; place 0.95 * 3 = 2.85
    assertThat(report.path("decisionMillis").toString())
        .isEqualTo("{\"admitP50\":1500,\"refuseP50\":2250,\"p95\":2850}");
  }

  @Test
  void aDeepfakeIsComparedWithAllGenuineClipsAndWithItsOwnOriginal() throws IOException {
    JsonNode deepfake =
        report(
                fake("d/a_real.mp4", "real", 0.2),
                fake("d/a_swap.mp4", "deepfake", 0.6),
                fake("d/b_real.mp4", "real", 0.8),
                fake(
                    "d/b_swap.mp4",
                    "deepfake",
                    0.7,
                    happening("challenged", 9, "deepfake-challenge")))
            .path("deepfake");
    assertThat(deepfake.path("clips").asInt()).isEqualTo(2);
    assertThat(deepfake.path("auc").asDouble()).isEqualTo(0.5);
    assertThat(deepfake.path("aucInterval")).hasSize(2);
    assertThat(deepfake.path("aucPairs").asDouble()).isEqualTo(0.5);
    assertThat(deepfake.path("flagged").asInt()).isEqualTo(1);
    assertThat(deepfake.path("flaggedReal").asInt()).isZero();
    assertThat(deepfake.at("/byGenerator/SwapTool/clips").asInt()).isEqualTo(2);
  }

  @Test
  void aPictureIsFlaggedFromTheRulesThresholdOn() throws IOException {
    double threshold =
        policy.rules().stream()
            .flatMap(rule -> rule.when().stream())
            .filter(condition -> condition.signal().equals("content.explicit"))
            .mapToDouble(Condition::threshold)
            .min()
            .orElseThrow();
    JsonNode content =
        report(
                still("neutral", "content.explicit", threshold - 0.01),
                still("art-neutral", "content.explicit", threshold),
                still("art-nude", "content.explicit", 1),
                clip("neutral", 9, "review", happening("blurred", 9, "explicit-blur")))
            .path("content");
    assertThat(content.toString())
        .isEqualTo(
            "{\"benign\":3,\"flaggedBenign\":2,\"artNude\":1,\"flaggedArtNude\":1,"
                + "\"artNudeAuc\":1.0,\"artNudeAucInterval\":[1.0,1.0]}");
  }

  @Test
  void nudesInArtAreComparedWithHarmlessFilesByTheirLargestExplicitScore() throws IOException {
    JsonNode content =
        report(
                still("neutral", "content.explicit", 0.1),
                still("art-neutral", "content.explicit", 0.4),
                still("neutral", "face.present", 0), // has no such score and counts for nothing
                still("art-nude", "content.explicit", 0.3),
                still("art-nude", "content.explicit", 0.5))
            .path("content");
    // the nude of 0.3 beats one of two, that of 0.5 both
    assertThat(content.path("artNudeAuc").asDouble()).isEqualTo(0.75);
    assertThat(content.at("/artNudeAucInterval/0").asDouble()).isLessThan(0.75);
    assertThat(content.at("/artNudeAucInterval/1").asDouble()).isEqualTo(1);
  }

  private JsonNode report(Case... cases) throws IOException {
    return new ObjectMapper().readTree(ReportJson.text(count.of(List.of(cases), FACES, BLINKS)));
  }

  private static Case fake(String path, String label, double score, Happening... happenings) {
    return clip(
        entry(path, "d", label, 9, "source_repo", "example.org/who/SwapTool"),
        "admitted",
        true,
        score,
        happenings);
  }
}
