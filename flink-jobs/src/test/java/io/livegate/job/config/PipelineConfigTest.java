package io.livegate.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.model.Execution;
import io.livegate.model.Execution.Batch;
import io.livegate.model.Execution.Provider;
import io.livegate.model.Executions;
import io.livegate.model.ModelCards;
import io.livegate.signal.Lane;
import io.livegate.testing.TinyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineConfigTest {

  private static final Path SHIPPED =
      Path.of(System.getProperty("livegate.root", "..")).resolve("config/pipeline.yaml");

  /** Every key with a value that is not its default. */
  private static final String EVERY_KEY =
      """
      kafka:
        bootstrapServers: a:1,b:2
        groupId: g
        transactionalIdPrefix: p
        partitions: 8
        replication: 3
        topics: {frames: f, signals: s, events: e, policies: p, acks: k, reviews: r}
        retention: {frames: 3m, framesSegment: 30s, signals: 1d, events: 2d}
        existingTopics: accept
        properties: {security.protocol: SSL}
      time: media
      sampling:
        gatePerSecond: 5
        gateDuration: 4s
        watchPerSecond: 0.5
        burstPerSecond: 7
        burstDuration: 3s
        challengeDuration: 9s
        looksPerSecond: 2
        spotEvery: 15s
        spotDuration: 1s
      decode: {maxBytes: 2MiB, maxPixels: 1000, maxSide: 100}
      scheduler:
        workers: 3
        capacity: 17
        maxFrameAge: 900ms
        maxWait: 300ms
        timeout: 5s
        bufferBytes: 1GiB
        idleSession: 30s
      lanes:
        face: {enabled: true, models: [yunet-s], standIn: [], every: 0ms}
        liveness: {enabled: false, models: [facenox-minifas], standIn: [minifasnet-v2], every: 300ms, calmEvery: 4s}
        deepfake: {enabled: false, models: [meso4-f2f], standIn: [meso4-df], every: 1s, calmEvery: 5s}
        content: {enabled: false, models: [tiny], standIn: [tiny], every: 2s, calmEvery: 6s}
      faces: {minWidth: 55}
      cues: {liveness: [uniform], deepfake: [noise]}
      models: {cache: /c, mirrors: [/m, "https://h"], cards: [FOLDER]}
      inference:
        provider: tensorrt
        fallback: cpu
        device: 1
        memoryLimit: 2GiB
        arena: next_power_of_two
        memoryPattern: true
        engineCache: /e
        batch: {size: 8, maxWait: 2ms}
        models: {meso4-df: {provider: cuda, batch: {size: 4}}}
      checkpoint:
        interval: 300ms
        directory: file:///x
        restarts: 2
        restartDelay: 5s
        parallelism: 6
        bufferTimeout: 5ms
      policy:
        path: /p.yaml
        mode: observe
        sessionTtl: 2h
        deadlineGrace: 1s
        streamLost: 20s
        breaker: {enabled: false, window: 5m, minimum: 7, factor: 6.5, calm: 1h}
        reviews: {remember: 30d}
        statements: {language: de, redress: write to us, tenants: [{tenant: t, language: en}]}
      recurrence:
        enabled: false
        hashesPerSecond: 5
        memory: 1h
        rememberedPerSecond: 3
        framesPerTenant: 5000
      metrics: {prometheusPort: 9249}
      operations:
        probe: {interval: 1m, patience: 5s}
        acks: {timeout: 7s}
        logs: {pseudonymKey: '${env:LIVEGATE_LOG_KEY}'}
        drift: {window: 2h, minimum: 500, limit: 0.3}
        health: {port: 8080, checkpointAge: 5s, mayLack: [content]}
      """;

  @TempDir private Path folder;

  /** With a card of one's own. */
  private PipelineConfig everyKey() throws IOException {
    TinyModel.in(folder);
    return PipelineConfigParser.parse(EVERY_KEY.replace("FOLDER", folder.toString()), "test");
  }

  /** Keys with one permitted value. */
  private static final Set<String> FIXED =
      Set.of("/lanes/face/enabled", "/lanes/face/every", "/lanes/face/calmEvery");

  @Test
  void theShippedFileSaysWhatTheDefaultsAre() {
    assertThat(PipelineConfigParser.read(SHIPPED)).isEqualTo(PipelineConfig.defaults());
  }

  @Test
  void theShippedFileNamesEveryKey() throws IOException {
    JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(SHIPPED));

    leaves("", PipelineConfig.defaults())
        .keySet()
        .forEach(key -> assertThat(tree.at(key).isMissingNode()).as(key).isFalse());
  }

  @Test
  void everyKeyReachesItsField() throws IOException {
    Map<String, Object> defaults = leaves("", PipelineConfig.defaults());
    Map<String, Object> changed = leaves("", everyKey());

    assertThat(changed.keySet()).isEqualTo(defaults.keySet());
    changed.forEach(
        (key, value) -> {
          if (!FIXED.contains(key)) {
            assertThat(value).as(key).isNotEqualTo(defaults.get(key));
          }
        });
  }

  @Test
  void valuesArriveInTheirUnits() throws IOException {
    PipelineConfig config = everyKey();

    assertThat(config.time()).isEqualTo(TimeAxis.MEDIA);
    assertThat(config.decode().maxBytes()).isEqualTo(2 << 20);
    assertThat(config.scheduler().maxFrameAge()).isEqualTo(Duration.ofMillis(900));
    assertThat(config.kafka().retention().signals()).isEqualTo(Duration.ofDays(1));
    assertThat(config.judging().lane(Lane.CONTENT).models()).containsExactly("tiny");
    assertThat(config.models().mirrors()).containsExactly("/m", "https://h", folder.toString());
    assertThat(config.models().known().get("tiny").family()).isEqualTo("tiny");
  }

  @Test
  void aModelThatSaysNothingOfAKeyRunsAsTheOthersDo() throws IOException {
    Executions executions = everyKey().models().executions();
    ModelCards known = ModelCards.bundledAnd(List.of());

    Execution meso = executions.of(known.get("meso4-df"));
    assertThat(meso.provider()).isEqualTo(Provider.CUDA);
    assertThat(meso.batch()).isEqualTo(new Batch(4, Duration.ofMillis(2)));
    assertThat(meso.device()).isEqualTo(1);
    assertThat(meso.memoryLimit()).isEqualTo(2L << 30);
    assertThat(executions.of(known.get("yunet-n")).provider()).isEqualTo(Provider.TENSORRT);
  }

  @Test
  void aDeviceThatCannotBeAskedForIsAProblemWithTheOthers() {
    String yaml =
        """
        inference:
          provider: rocm
          batch: {size: 0}
          models: {mesonet: {device: -1, speed: 9}}
        """;

    assertThatThrownBy(() -> PipelineConfigParser.parse(yaml, "my.yaml"))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessageContainingAll(
            "5 problems",
            "inference.provider: \"rocm\" is not one of cpu, cuda, tensorrt",
            "inference.batch.size: 0 is not a whole number from 1 to 256",
            "inference.models.mesonet.device: -1 is not a whole number",
            "inference.models.mesonet.speed: unknown key",
            "inference.models: ");
  }

  @Test
  void modelsAndCardsThatCannotBeUsedAreNamed() throws IOException {
    Path card = folder.resolve("mine.yaml");
    Files.writeString(
        card, TinyModel.yaml("0".repeat(64)).replace("id: tiny", "id: yunet-n") + "colour: bgr\n");
    String yaml =
        """
        models: {cards: [%s, /no/such/card.yaml]}
        lanes: {face: {models: [yunet-n, yunet-s]}, liveness: {models: [meso4-df]}}
        """
            .formatted(card);

    assertThatThrownBy(() -> PipelineConfigParser.parse(yaml, "my.yaml"))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessageContainingAll(
            "4 problems",
            "models.cards: " + card + ": colour: ",
            "models.cards: '/no/such/card.yaml' cannot be read",
            "lanes.face.models: takes one model, not [yunet-n, yunet-s]",
            "lanes.liveness.models: meso4-df is a model of task deepfake;"
                + " this lane takes presentation-attack: facenox-minifas,");
  }

  @Test
  void twoLanesNeverShareAFamilyForPoliciesTakeThemForTwoWitnesses() throws IOException {
    Path card = folder.resolve("mine.yaml");
    Files.writeString(
        card, TinyModel.yaml("0".repeat(64)).replace("family: tiny", "family: minifasnet"));

    assertThatThrownBy(
            () ->
                PipelineConfigParser.parse(
                    "{models: {cards: [%s]}, lanes: {content: {models: [tiny]}}}".formatted(card),
                    "my.yaml"))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessageContaining("lanes.content.models: tiny is of the family minifasnet as is ")
        .hasMessageContaining("of task presentation-attack");
  }

  @Test
  void aCueThatDoesNotExistIsAProblemThatNamesThoseThatDo() {
    assertThatThrownBy(() -> PipelineConfigParser.parse("cues: {liveness: [frozn]}", "my.yaml"))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessageContaining("there is no cue 'frozn'; there are frozen, still");
  }

  @Test
  void allProblemsComeInOneMessage() {
    String yaml =
        """
        kafka: {bootstrapServer: x, partitions: none}
        time: wall
        sampling: {gateDuration: 8}
        scheduler: {capacity: -1}
        decode: 7
        nonsense: 1
        """;

    assertThatThrownBy(() -> PipelineConfigParser.parse(yaml, "my.yaml"))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessage(
            """
            my.yaml has 7 problems:
              kafka.partitions: "none" is not a whole number from 1 to 10000
              kafka.bootstrapServer: unknown key; did you mean 'bootstrapServers'?
              time: "wall" is not one of broker, media
              sampling.gateDuration: 8 is not a duration from 0ms to 1d, such as 250ms, 8s, 5m, 24h, 7d
              decode: 7 is not a mapping of keys
              scheduler.capacity: -1 is not a whole number from 1 to 100000
              nonsense: unknown key; known here: checkpoint, cues, decode, faces, inference, kafka, lanes, metrics, models, operations, policy, recurrence, sampling, scheduler, time"""
                .stripIndent());
  }

  @Test
  void aBufferTooSmallForTwoFramesIsNamed() {
    assertThatThrownBy(
            () ->
                PipelineConfigParser.parse(
                    "decode: {maxBytes: 8MiB}\nscheduler: {bufferBytes: 15MiB}", "x"))
        .hasMessageContaining("scheduler.bufferBytes")
        .hasMessageContaining("decode.maxBytes");
  }

  @Test
  void aMissingFileIsNamedTogetherWithTheShippedOne() {
    assertThatThrownBy(() -> PipelineConfigParser.read(Path.of("no/such.yaml")))
        .hasMessageContaining("no/such.yaml")
        .hasMessageContaining("config/pipeline.yaml");
  }

  @Test
  void textThatIsNotYamlIsSaidToBeThat() {
    assertThatThrownBy(() -> PipelineConfigParser.parse("a: [", "x"))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessageContaining("not YAML");
  }

  @Test
  void aKeyThatIsGivenTwiceIsRefusedWithItsLine() {
    assertThatThrownBy(
            () ->
                PipelineConfigParser.parse(
                    "kafka: {bootstrapServers: 'a:1'}\nkafka: {partitions: 8}", "x"))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'kafka'");
  }

  @Test
  void kafkasOwnPropertiesAreNotShown() {
    assertThatThrownBy(
            () ->
                PipelineConfigParser.parse(
                    "kafka: {properties: {sasl.jaas.config: password=c2Vj, ssl: {a: b}}}", "x"))
        .hasMessageContaining("kafka.properties: what stands there is not a mapping of names")
        .hasMessageNotContaining("c2Vj");
  }

  @Test
  void aDurationIsWrittenAsInAPolicy() {
    PipelineConfig config =
        PipelineConfigParser.parse(
            "sampling: {gateDuration: 8 s, burstDuration: 1.5s}\n"
                + "kafka: {retention: {events: 7776000000ms}}",
            "x");

    assertThat(config.judging().sampling().burstDuration()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(config.judging().sampling().gateDuration()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.kafka().retention().events()).isEqualTo(Duration.ofDays(90));
  }

  @Test
  void itTravelsWithTheJob() throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(everyKey());
    }
  }

  /** JSON pointer of each key to its value, by the names of the record's components. */
  private static Map<String, Object> leaves(String path, Object value) {
    Map<String, Object> leaves = new TreeMap<>();
    if (value instanceof Record node) {
      for (RecordComponent component : node.getClass().getRecordComponents()) {
        String key = component.getName();
        leaves.putAll(leaves(path(path, key), get(component, node)));
      }
    } else if (path.equals("/lanes")) {
      ((Map<?, ?>) value)
          .forEach((lane, config) -> leaves.putAll(leaves("/lanes/" + ((Lane) lane).id(), config)));
    } else {
      leaves.put(path, value == null ? "null" : value);
    }
    return leaves;
  }

  /**
   * Where the file has what a component holds: some parts of the record have no key of their own.
   */
  private static String path(String parent, String component) {
    return switch (component) {
      case "judging", "general" -> parent;
      case "executions" -> "/inference";
      case "own" -> parent + "/models";
      default -> parent + "/" + component;
    };
  }

  private static Object get(RecordComponent component, Object node) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
