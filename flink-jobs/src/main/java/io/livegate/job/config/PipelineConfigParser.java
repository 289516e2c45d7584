package io.livegate.job.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.livegate.deepfake.DeepfakeCue;
import io.livegate.job.config.KafkaConfig.Retention;
import io.livegate.job.config.KafkaConfig.Topics;
import io.livegate.job.config.PipelineConfig.Checkpoint;
import io.livegate.job.config.PipelineConfig.Cues;
import io.livegate.job.config.PipelineConfig.Decode;
import io.livegate.job.config.PipelineConfig.ExistingTopics;
import io.livegate.job.config.PipelineConfig.Metrics;
import io.livegate.job.config.PipelineConfig.PolicySource;
import io.livegate.job.config.PipelineConfig.Recurrence;
import io.livegate.job.config.PipelineConfig.Scheduler;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.liveness.cue.CueKind;
import io.livegate.policy.Mode;
import io.livegate.policy.breaker.BreakerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code config/pipeline.yaml}. An absent key has its default, a wrong one is a problem. */
public final class PipelineConfigParser {

  /** Of a key that is given twice the first would be lost without a word. */
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final Duration NONE = Duration.ZERO;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long MIB = 1L << 20;

  private PipelineConfigParser() {}

  /**
   * @throws ConfigProblemsException listing every problem of the file, or that it cannot be read
   */
  public static PipelineConfig read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new ConfigProblemsException(
          file.toString(), List.of("no such file; the shipped one is config/pipeline.yaml"));
    } catch (IOException e) {
      throw new ConfigProblemsException(file.toString(), List.of("cannot be read: " + e));
    }
  }

  /**
   * @param source how messages name the text
   * @throws ConfigProblemsException listing every problem
   */
  public static PipelineConfig parse(String yaml, String source) {
    List<String> problems = new ArrayList<>();
    ConfigSection root = new ConfigSection("", tree(yaml, source), problems);
    ModelsConfig models = ModelsConfig.read(root.section("models"), root.section("inference"));
    PipelineConfig config =
        new PipelineConfig(
            kafka(root.section("kafka")),
            root.choice("time", TimeAxis.class, TimeAxis.BROKER),
            JudgeSettingsParser.read(root, models.known()),
            decode(root.section("decode")),
            scheduler(root.section("scheduler")),
            cues(root.section("cues")),
            models,
            checkpoint(root.section("checkpoint")),
            policy(root.section("policy")),
            recurrence(root.section("recurrence")),
            metrics(root.section("metrics")),
            OperationsConfig.read(root.section("operations")));
    root.finish();
    if (config.scheduler().bufferBytes() < 2 * config.decode().maxBytes()) {
      root.problem(
          "scheduler.bufferBytes: "
              + config.scheduler().bufferBytes()
              + " bytes cannot hold two frames of decode.maxBytes = "
              + config.decode().maxBytes()
              + " bytes; raise the one or lower the other");
    }
    if (!problems.isEmpty()) {
      throw new ConfigProblemsException(source, problems);
    }
    return config;
  }

  /**
   * The YAML as a tree; missing where there is none. What is said of one that is broken repeats
   * none of it: it may be a password.
   *
   * @throws ConfigProblemsException if it is no YAML
   */
  public static JsonNode tree(String yaml, String source) {
    try {
      JsonNode node = YAML.readTree(yaml);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : " in line " + at.getLineNr();
      String why =
          e.getOriginalMessage()
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith(" ")) // those show the place
              .collect(Collectors.joining(", "));
      throw new ConfigProblemsException(source, List.of("not YAML" + where + ": " + why));
    }
  }

  private static KafkaConfig kafka(ConfigSection s) {
    KafkaConfig kafka =
        new KafkaConfig(
            s.text("bootstrapServers", "localhost:9092"),
            s.text("groupId", "livegate"),
            s.text("transactionalIdPrefix", "livegate"),
            s.integer("partitions", 4, 1, 10_000),
            s.integer("replication", 1, 1, 100),
            topics(s.section("topics")),
            retention(s.section("retention")),
            s.choice("existingTopics", ExistingTopics.class, ExistingTopics.REFUSE),
            s.map("properties"));
    s.finish();
    return kafka;
  }

  private static Topics topics(ConfigSection s) {
    Topics topics =
        new Topics(
            s.text("frames", "livegate.frames"),
            s.text("signals", "livegate.signals"),
            s.text("events", "livegate.events"),
            s.text("policies", "livegate.policies"),
            s.text("acks", "livegate.acks"),
            s.text("reviews", "livegate.reviews"));
    s.finish();
    return topics;
  }

  private static Retention retention(ConfigSection s) {
    Retention retention =
        new Retention(
            s.duration("frames", Duration.ofMinutes(5), Duration.ofSeconds(10), DAY),
            s.duration("framesSegment", Duration.ofMinutes(1), Duration.ofSeconds(1), DAY),
            s.duration("signals", Duration.ofDays(7), SECOND, Duration.ofDays(3650)),
            s.duration("events", Duration.ofDays(90), SECOND, Duration.ofDays(3650)));
    s.finish();
    return retention;
  }

  private static Decode decode(ConfigSection s) {
    Decode decode =
        new Decode(
            s.size("maxBytes", 4 * MIB, 1024, 64 * MIB),
            s.integer("maxPixels", 40_000_000, 1, 500_000_000),
            s.integer("maxSide", 10_000, 1, 65_535));
    s.finish();
    return decode;
  }

  private static Scheduler scheduler(ConfigSection s) {
    Scheduler scheduler =
        new Scheduler(
            s.integer("workers", 0, 0, 1024),
            s.integer("capacity", 256, 1, 100_000),
            s.duration("maxFrameAge", Duration.ofSeconds(2), Duration.ofMillis(10), DAY),
            s.duration("maxWait", Duration.ofMillis(500), Duration.ofMillis(10), DAY),
            s.duration("timeout", Duration.ofSeconds(10), Duration.ofMillis(10), DAY),
            s.size("bufferBytes", 256 * MIB, MIB, 1L << 36),
            s.duration("idleSession", Duration.ofMinutes(2), Duration.ofSeconds(30), DAY));
    s.finish();
    return scheduler;
  }

  private static Cues cues(ConfigSection s) {
    List<String> all = Stream.of(CueKind.values()).map(CueKind::id).toList();
    List<String> defaults = CueKind.defaults().stream().map(CueKind::id).toList();
    List<String> liveness = s.texts("liveness", defaults);
    for (String cue : liveness) {
      if (!all.contains(cue)) {
        s.problem("cues.liveness: there is no cue '" + cue + "'; there are " + CueKind.ids());
      }
    }
    List<String> known = Stream.of(DeepfakeCue.values()).map(DeepfakeCue::id).toList();
    List<String> deepfake = s.texts("deepfake", known);
    for (String cue : deepfake) {
      if (!known.contains(cue)) {
        s.problem("cues.deepfake: there is no cue '" + cue + "'; there are " + DeepfakeCue.ids());
      }
    }
    s.finish();
    return new Cues(liveness, deepfake);
  }

  private static Checkpoint checkpoint(ConfigSection s) {
    Checkpoint checkpoint =
        new Checkpoint(
            s.duration("interval", Duration.ofSeconds(1), Duration.ofMillis(50), DAY),
            s.optionalText("directory"),
            s.integer("restarts", 10, 0, 1_000_000),
            s.duration("restartDelay", SECOND, NONE, DAY),
            s.integer("parallelism", 0, 0, 10_000),
            s.duration("bufferTimeout", Duration.ofMillis(1), NONE, Duration.ofMillis(5)));
    s.finish();
    return checkpoint;
  }

  private static PolicySource policy(ConfigSection s) {
    PolicySource policy =
        new PolicySource(
            s.optionalText("path"),
            s.choice("mode", Mode.class, Mode.ENFORCE),
            s.duration("sessionTtl", Duration.ofHours(1), SECOND, Duration.ofDays(36_500)),
            s.duration("deadlineGrace", Duration.ofMillis(500), NONE, DAY),
            s.duration("streamLost", Duration.ofSeconds(10), NONE, DAY),
            breaker(s.section("breaker")),
            ReviewSettings.read(s.section("reviews")),
            StatementSettings.read(s.section("statements")));
    s.finish();
    return policy;
  }

  private static BreakerSettings breaker(ConfigSection s) {
    BreakerSettings breaker =
        new BreakerSettings(
            s.flag("enabled", true),
            s.duration("window", Duration.ofMinutes(1), SECOND, DAY),
            s.integer("minimum", 30, 2, 1_000_000),
            s.number("factor", 4, 1.5, 1000),
            s.duration("calm", Duration.ofMinutes(10), NONE, DAY));
    s.finish();
    return breaker;
  }

  private static Recurrence recurrence(ConfigSection s) {
    Recurrence recurrence =
        new Recurrence(
            s.flag("enabled", true),
            s.number("hashesPerSecond", 10, 0.1, 60),
            s.duration("memory", DAY, NONE, Duration.ofDays(30)),
            s.number("rememberedPerSecond", 2, 0.5, 10),
            s.integer("framesPerTenant", 100_000, 1_000, 100_000_000));
    s.finish();
    return recurrence;
  }

  private static Metrics metrics(ConfigSection s) {
    Metrics metrics = new Metrics(s.integer("prometheusPort", 0, 0, 65_535));
    s.finish();
    return metrics;
  }
}
