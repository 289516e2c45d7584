package io.livegate.job.config;

import io.livegate.model.Execution;
import io.livegate.model.Execution.Arena;
import io.livegate.model.Execution.Batch;
import io.livegate.model.Execution.Fallback;
import io.livegate.model.Execution.Provider;
import io.livegate.model.Executions;
import io.livegate.model.ModelCards;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code inference}: where models run, and how many pictures at a time. */
final class InferenceConfig {

  private static final int MOST_DEVICES = 64;
  private static final long MOST_BYTES = 1L << 40;

  /** What a GPU does with more is the same, and every place has its memory. */
  private static final int LARGEST_BATCH = 256;

  private InferenceConfig() {}

  /**
   * @param known the cards that {@code models} may name
   */
  static Executions read(ConfigSection s, ModelCards known) {
    Execution general = execution(s, Execution.CPU);
    Map<String, Execution> own = new TreeMap<>();
    ConfigSection models = s.section("models");
    for (String card : models.keys()) {
      ConfigSection one = models.section(card);
      own.put(card, execution(one, general));
      one.finish();
      try {
        var unused = known.get(card);
      } catch (IllegalArgumentException e) {
        s.problem("inference.models: " + e.getMessage());
      }
    }
    s.finish();
    return new Executions(general, own);
  }

  /** A key left out has the value of what it is laid over. */
  private static Execution execution(ConfigSection s, Execution below) {
    return new Execution(
        s.choice("provider", Provider.class, below.provider()),
        s.choice("fallback", Fallback.class, below.fallback()),
        s.integer("device", below.device(), 0, MOST_DEVICES),
        s.size("memoryLimit", below.memoryLimit(), 0, MOST_BYTES),
        s.choice("arena", Arena.class, below.arena()),
        s.flag("memoryPattern", below.memoryPattern()),
        folder(s, below.engineCache()),
        batch(s.section("batch"), below.batch()));
  }

  private static @Nullable String folder(ConfigSection s, @Nullable String below) {
    String folder = s.optionalText("engineCache");
    try {
      return folder == null ? below : Path.of(folder).toString();
    } catch (InvalidPathException e) {
      s.problem(s.path() + ".engineCache: '" + folder + "' is not a path: " + e.getReason());
      return below;
    }
  }

  private static Batch batch(ConfigSection s, Batch below) {
    Batch batch =
        new Batch(
            s.integer("size", below.size(), 1, LARGEST_BATCH),
            s.duration("maxWait", below.maxWait(), Duration.ZERO, Duration.ofMillis(100)));
    s.finish();
    return batch;
  }
}
