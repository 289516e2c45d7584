package io.livegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.bench.Bench.Part;
import io.livegate.job.config.PipelineConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BenchResultTest {

  private static JsonNode json() throws IOException {
    Rates gate = new Rates();
    gate.add(100, 90, 5_000);
    gate.add(50, 48, 4_000); // the machine was busy with something else
    gate.add(110, 88, 6_000);
    Rates call = new Rates();
    call.add(40, 36, 1);
    Rates faces = new Rates();
    faces.add(200, 150, 1);
    Delays decided = new Delays();
    Delays delivered = new Delays();
    for (int i = 0; i <= 100; i++) {
      decided.add(i);
      delivered.add(1000 + i);
    }
    BenchResult result =
        new BenchResult(
            2,
            PipelineConfig.defaults().judging().sampling(),
            Map.of(Part.GATE, gate, Part.CALL, call, Part.FACES, faces),
            Map.of("decode", 1.5),
            new PacedLoad.Seen(decided, delivered, 10, 10),
            null);
    return new ObjectMapper().readTree(result.json());
  }

  @Test
  void theLineHasTheKeysThatAreDocumented() throws IOException {
    assertThat(json().fieldNames())
        .toIterable()
        .containsExactly(
            "limitFramesPerSecond",
            "pipelineFramesPerSecond",
            "ratio",
            "clusterFramesPerSecond",
            "faceOnlyRatio",
            "callFramesPerSecond",
            "sessionsPerCoreAtDefaultPolicy",
            "admissionsPerSecondPerCore",
            "decisionMillis",
            "deliveredMillis",
            "pacedFrames",
            "pacedFramesJudged",
            "bytesAllocatedPerFrame",
            "stages",
            "cpuMillis");
  }

  @Test
  void theRatioIsOfOneRoundAndNotOfTwo() throws IOException {
    assertThat(json().path("limitFramesPerSecond").asDouble()).isEqualTo(100);
    assertThat(json().path("pipelineFramesPerSecond").asDouble()).isEqualTo(88);
    assertThat(json().path("ratio").asDouble()).isEqualTo(0.9);
    assertThat(json().path("faceOnlyRatio").asDouble()).isEqualTo(0.75);
  }

  @Test
  void theClusterIsNullUntilItIsAskedFor() throws IOException {
    assertThat(json().path("clusterFramesPerSecond").isNull()).isTrue();
    Rates gate = new Rates();
    gate.add(100, 90, 1);
    gate.addCluster(70);
    gate.addCluster(80);
    BenchResult result =
        new BenchResult(
            2,
            PipelineConfig.defaults().judging().sampling(),
            Map.of(Part.GATE, gate),
            Map.of(),
            null,
            null);

    assertThat(new ObjectMapper().readTree(result.json()).path("clusterFramesPerSecond").asDouble())
        .isEqualTo(75);
    assertThat(result.text()).contains("75.0 on the cluster");
  }

  @Test
  void aCoreCarriesWhatItJudgesOfTheCallAndAdmitsWhatItJudgesOfTheGate() throws IOException {
    // 36 frames/s on two cores, a frame a second each; 80 frames from door to call
    assertThat(json().path("sessionsPerCoreAtDefaultPolicy").asDouble()).isEqualTo(18);
    assertThat(json().path("admissionsPerSecondPerCore").asDouble())
        .isCloseTo(88 / 2.0 / 80, within(0.001));
  }

  @Test
  void delaysAreInMilliseconds() throws IOException {
    assertThat(json().path("decisionMillis").path("p50").asDouble()).isEqualTo(50);
    assertThat(json().path("decisionMillis").path("p99").asDouble()).isEqualTo(99);
    assertThat(json().path("deliveredMillis").path("p99").asDouble()).isEqualTo(1099);
    assertThat(json().path("stages").path("decode").asDouble()).isEqualTo(1.5);
  }

  @Test
  void delaysOfNoFrameAreNotTheShortestThereAre() throws IOException {
    BenchResult result = inTheCall(new PacedLoad.Seen(new Delays(), new Delays(), 600, 0));
    JsonNode line = new ObjectMapper().readTree(result.json());
    assertThat(line.path("decisionMillis").path("p99").isNull()).isTrue();
    assertThat(line.path("deliveredMillis").path("p99").isNull()).isTrue();
    assertThat(line.path("pacedFrames").asInt()).isEqualTo(600);
    assertThat(line.path("pacedFramesJudged").asInt(-1)).isZero();
  }

  private static BenchResult inTheCall(PacedLoad.@Nullable Seen delays) {
    Rates call = new Rates();
    call.add(40, 36, 1);
    return new BenchResult(
        2,
        PipelineConfig.defaults().judging().sampling(),
        Map.of(Part.CALL, call),
        Map.of(),
        delays,
        null);
  }

  @Test
  void whatWasNotMeasuredHasNoKey() throws IOException {
    BenchResult result = inTheCall(null);

    assertThat(new ObjectMapper().readTree(result.json()).fieldNames())
        .toIterable()
        .containsExactly("callFramesPerSecond", "sessionsPerCoreAtDefaultPolicy", "cpuMillis");
    assertThat(result.text()).contains("in the call").doesNotContain("gate");
  }

  @Test
  void aPeerIsComparedWithThePipelineOfItsOwnRound() throws IOException {
    Rates gate = new Rates();
    gate.add(100, 90, 1);
    gate.addPeer(60, 30, 90, 20);
    gate.add(50, 40, 1);
    gate.addPeer(20, 33, 40, 22);
    BenchResult result =
        new BenchResult(
            2,
            PipelineConfig.defaults().judging().sampling(),
            Map.of(Part.GATE, gate),
            Map.of(),
            null,
            "{\"name\":\"other\"}");
    JsonNode peer = new ObjectMapper().readTree(result.json()).path("peer");

    assertThat(peer.path("framesPerSecond").asDouble()).isEqualTo(40);
    assertThat(peer.path("ratio").asDouble()).isEqualTo(1.75);
    assertThat(peer.path("cpuRatio").asDouble()).isEqualTo(1.5);
    assertThat(peer.path("says").path("name").asText()).isEqualTo("other");
  }
}
