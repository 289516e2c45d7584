package io.livegate.evaluate.count;

import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the genuine recording that a deepfake was made from, by what the manifest says. The first
 * of these rules that names exactly one genuine clip decides:
 *
 * <ol>
 *   <li>the column {@code original} holds its path;
 *   <li>both were cut from the same file: equal {@code source_repo} and {@code source_path};
 *   <li>same folder and same name up to the last underscore ({@code A_left-real}, {@code
 *       A_right-swap}), or the fake's name is the original's with {@code -donor} or {@code _donor}
 *       behind it;
 *   <li>a lone fake and a lone genuine clip, equally long within 0.1 s, come from one folder of one
 *       {@code source_repo}.
 * </ol>
 */
public final class Originals {

  private static final double SAME_LENGTH_SECONDS = 0.1;

  private final List<ManifestEntry> genuine;
  private final List<ManifestEntry> fakes;

  /**
   * @param clips the entries of the manifest that are clips
   */
  public Originals(List<ManifestEntry> clips) {
    genuine = clips.stream().filter(e -> e.truth() == Truth.BONA_FIDE).toList();
    fakes = clips.stream().filter(e -> e.truth() == Truth.DEEPFAKE).toList();
  }

  /** The fake's own original, or null when the manifest does not tell it. */
  public @Nullable ManifestEntry of(ManifestEntry fake) {
    String named = Manifest.normal(fake.column("original"));
    if (!named.isEmpty()) {
      return only(genuine.stream().filter(e -> e.path().equals(named)).toList());
    }
    ManifestEntry found = only(genuine.stream().filter(e -> sameSourceFile(e, fake)).toList());
    if (found == null) {
      found = only(genuine.stream().filter(e -> sameName(e, fake)).toList());
    }
    return found == null ? loneNeighbour(fake) : found;
  }

  private static boolean sameSourceFile(ManifestEntry a, ManifestEntry b) {
    return !a.column("source_path").isEmpty()
        && a.column("source_path").equals(b.column("source_path"))
        && a.column("source_repo").equals(b.column("source_repo"));
  }

  private static boolean sameName(ManifestEntry original, ManifestEntry fake) {
    if (!original.folder().equals(fake.folder())) {
      return false;
    }
    String base = base(fake.stem());
    return fake.stem().startsWith(original.stem() + "-")
        || fake.stem().startsWith(original.stem() + "_")
        || (!base.isEmpty() && base.equals(base(original.stem())));
  }

  /** The name up to its last single underscore; empty without one ({@code set__name} is whole). */
  private static String base(String stem) {
    int last = stem.lastIndexOf('_');
    return last <= 0 || stem.charAt(last - 1) == '_' ? "" : stem.substring(0, last);
  }

  private @Nullable ManifestEntry loneNeighbour(ManifestEntry fake) {
    ManifestEntry original = only(genuine.stream().filter(e -> sameSourceFolder(e, fake)).toList());
    boolean lone = fakes.stream().filter(e -> sameSourceFolder(e, fake)).count() == 1;
    if (original == null || !lone) {
      return null;
    }
    Double fakeSeconds = fake.seconds();
    Double seconds = original.seconds();
    boolean sameLength =
        fakeSeconds != null
            && seconds != null
            && Math.abs(fakeSeconds - seconds) <= SAME_LENGTH_SECONDS;
    return sameLength ? original : null;
  }

  private static boolean sameSourceFolder(ManifestEntry a, ManifestEntry b) {
    String folder = sourceFolder(a);
    return !folder.isEmpty()
        && folder.equals(sourceFolder(b))
        && a.column("source_repo").equals(b.column("source_repo"));
  }

  private static String sourceFolder(ManifestEntry entry) {
    String path = entry.column("source_path");
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static @Nullable ManifestEntry only(List<ManifestEntry> found) {
    return found.size() == 1 ? found.get(0) : null;
  }
}
