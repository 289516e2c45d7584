package io.livegate.evaluate.count;

import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.evaluate.stats.Percentile;
import io.livegate.evaluate.stats.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The errors on clips that have something in common. A clip may be in several buckets. */
public final class Buckets {

  /** Median mean luma of a clip, 0..1, below which it counts as dark. */
  public static final double DARK_BELOW = 0.25;

  /** Median variance of the face's Laplacian below which a clip counts as blurred. */
  public static final double BLURRED_BELOW = 50;

  /** Median width of the largest face, in pixels, below which a clip counts as small. */
  public static final double SMALL_BELOW = 90;

  private static final Pattern GLASSES =
      Pattern.compile("(?i)(?<!\\b(no|without) )\\b(sun)?glasses\\b");
  private static final Pattern SKIN =
      Pattern.compile("(?i)\\b(very dark|darker|dark|medium|lighter|light)[ -]skin");

  private final Rulings rulings;

  /**
   * One bucket.
   *
   * @param refused genuine people refused
   * @param admitted attacks admitted
   */
  public record Bucket(Rate refused, Rate admitted) {}

  public Buckets(Rulings rulings) {
    this.rulings = rulings;
  }

  /** By what was measured on the frames, and by glasses where the manifest's words name them. */
  public Map<String, Bucket> byQuality(List<Case> clips) {
    Predicate<Case> dark = c -> median(c, "quality.brightness") < DARK_BELOW;
    Predicate<Case> blurred = c -> median(c, "quality.sharpness") < BLURRED_BELOW;
    Predicate<Case> small = c -> c.max("quality.faceWidth") > 0 && faceWidth(c) < SMALL_BELOW;
    Predicate<Case> glasses = c -> wearsGlasses(c.entry());
    Map<String, Bucket> buckets = new LinkedHashMap<>();
    buckets.put("dark", bucket(clips, dark));
    buckets.put("blurred", bucket(clips, blurred));
    buckets.put("small face", bucket(clips, small));
    buckets.put("glasses", bucket(clips, glasses));
    buckets.put("none of these", bucket(clips, dark.or(blurred).or(small).or(glasses).negate()));
    return buckets;
  }

  /**
   * By skin tone: the column {@code skin_tone}, else words like "darker skin" in the notes. Clips
   * of which the manifest says nothing are in no bucket.
   */
  public Map<String, Bucket> bySkinTone(List<Case> clips) {
    Map<String, Bucket> buckets = new LinkedHashMap<>();
    List<String> tones = clips.stream().map(c -> skinTone(c.entry())).toList();
    for (String tone : new TreeSet<>(tones)) {
      if (!tone.isEmpty()) {
        buckets.put(tone, bucket(clips, c -> skinTone(c.entry()).equals(tone)));
      }
    }
    return buckets;
  }

  private Bucket bucket(List<Case> clips, Predicate<Case> in) {
    List<Case> genuine = new ArrayList<>();
    List<Case> attacks = new ArrayList<>();
    for (Case clip : clips) {
      if (in.test(clip) && clip.truth() == Truth.BONA_FIDE) {
        genuine.add(clip);
      } else if (in.test(clip) && clip.truth() == Truth.ATTACK) {
        attacks.add(clip);
      }
    }
    return new Bucket(
        new Rate(
            (int) genuine.stream().filter(c -> rulings.of(c).refused()).count(), genuine.size()),
        new Rate(
            (int) attacks.stream().filter(c -> rulings.of(c).admitted()).count(), attacks.size()));
  }

  private static String skinTone(ManifestEntry entry) {
    if (!entry.column("skin_tone").isEmpty()) {
      return entry.column("skin_tone");
    }
    Matcher words = SKIN.matcher(entry.column("notes"));
    return words.find() ? words.group(1).toLowerCase(Locale.ROOT) + " skin" : "";
  }

  private static boolean wearsGlasses(ManifestEntry entry) {
    String said = entry.column("glasses");
    return said.isEmpty() ? GLASSES.matcher(entry.column("notes")).find() : said.equals("yes");
  }

  private static double median(Case clip, String score) {
    return Percentile.of(clip.scores(score), 0.5);
  }

  /** Over the frames that show a face. */
  private static double faceWidth(Case clip) {
    double[] widths = clip.scores("quality.faceWidth");
    return Percentile.of(Arrays.stream(widths).filter(w -> w > 0).toArray(), 0.5);
  }
}
