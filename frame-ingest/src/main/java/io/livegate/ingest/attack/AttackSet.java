package io.livegate.ingest.attack;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.ingest.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Attacks of many clips in one folder with a manifest that {@code livegate evaluate} and {@code
 * livegate fit} read: of each clip every kind, once for each half of its ranges.
 *
 * <p>A mismatch is left out: its two files mean nothing apart.
 */
public final class AttackSet {

  /** Columns of the manifest. */
  private static final String HEADER = "path,category,label,source,kind,range,seed,fit";

  private final List<Path> clips;
  private final Set<AttackKind> kinds;
  private final int seeds;
  private final boolean varied;
  private final double bits;

  /**
   * One attack to make.
   *
   * @param file its name in the folder
   */
  public record Planned(Path clip, AttackKind kind, Side range, long seed, String file) {

    /** Whether a fit may use it. */
    public boolean forFitting() {
      return kind.side() == Side.SEEN && range == Side.SEEN;
    }

    String source() {
      return stem(clip);
    }

    private String row() {
      String label = kind.label();
      String category =
          label.startsWith("live")
              ? "live"
              : label.startsWith("noface") ? "no-face" : "presentation-attack";
      return String.join(
          ",",
          file,
          category,
          label,
          source(),
          kind.id(),
          range.label(),
          Long.toString(seed),
          forFitting() ? "yes" : "no");
    }
  }

  /**
   * @param kinds which to make
   * @param seeds how many of each, seeded from 1
   * @param varied seeds are counted on from clip to clip, so that no two clips share what was
   *     drawn; else every clip's loop lasts as long as the next one's
   * @param bits a pixel of a frame that the encoder may spend at most
   */
  public AttackSet(
      List<Path> clips, Set<AttackKind> kinds, int seeds, boolean varied, double bits) {
    this.clips = List.copyOf(clips);
    this.kinds = Set.copyOf(kinds);
    this.seeds = seeds;
    this.varied = varied;
    this.bits = bits;
  }

  /** All of them, clip by clip. */
  public List<Planned> plan() {
    List<Planned> plan = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      Path clip = clips.get(i);
      long first = varied ? 1 + (long) i * seeds : 1;
      for (AttackKind kind : AttackKind.values()) {
        if (kinds.contains(kind) && kind != AttackKind.MISMATCH) {
          for (Side range : Side.values()) {
            for (long seed = first; seed < first + seeds; seed++) {
              String name = String.join("--", stem(clip), kind.id(), range.label(), "" + seed);
              plan.add(new Planned(clip, kind, range, seed, name + ".mp4"));
            }
          }
        }
      }
    }
    return plan;
  }

  /**
   * Makes what is not there yet and writes the manifest of all that is.
   *
   * @param faces finds faces with landmarks, largest first; called from several threads
   * @param made called after each attack, with a sentence when it could not be made
   * @throws IOException the folder cannot be written
   */
  public void write(
      Path folder, int threads, Function<Image, List<Face>> faces, Consumer<String> made)
      throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Planned> plan = plan();
      List<Future<String>> results = new ArrayList<>();
      for (Planned planned : plan) {
        results.add(workers.submit(() -> make(planned, folder, faces)));
      }
      List<String> rows = new ArrayList<>(List.of(HEADER));
      for (int i = 0; i < plan.size(); i++) {
        String problem = results.get(i).get();
        made.accept(problem);
        if (problem.isEmpty()) {
          rows.add(plan.get(i).row());
        }
      }
      Files.write(folder.resolve("MANIFEST.csv"), rows);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      workers.shutdownNow();
    }
  }

  /** What kept it from being made; empty when it is there. */
  private String make(Planned planned, Path folder, Function<Image, List<Face>> faces)
      throws IOException {
    Path out = folder.resolve(planned.file());
    if (Files.exists(out)) {
      return "";
    }
    try {
      Clip clip = Clip.read(planned.clip());
      AttackPack.write(clip, planned.kind(), planned.range(), planned.seed(), bits, faces, out);
      return "";
    } catch (SourceException | AttackException e) {
      return planned.file() + " was not made: " + e.getMessage();
    }
  }

  private static String stem(Path clip) {
    String name = String.valueOf(clip.getFileName());
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^\\p{Alnum}._-]", "_");
  }
}
