package io.livegate.fit;

import io.livegate.deepfake.Suspicion;
import io.livegate.evaluate.stats.Auc;
import io.livegate.fit.SuspicionFit.Clip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * How a fit does on generators that it has not seen: every generator's fakes and their originals
 * are scored by a fit without them.
 */
public final class LeaveOneGeneratorOut {

  private LeaveOneGeneratorOut() {}

  /** NaN without fakes or genuine clips. */
  public static double auc(List<Clip> fakes, List<Clip> genuine, ToDoubleFunction<Clip> score) {
    Double auc =
        Auc.of(
            fakes.stream().mapToDouble(score).toArray(),
            genuine.stream().mapToDouble(score).toArray());
    return auc == null ? Double.NaN : auc;
  }

  /**
   * @param generator of the fakes
   * @param fakes how many
   * @param fitted AUC of the fit of all clips, on this generator's fakes
   * @param leftOut AUC of the fit without this generator's clips, on the same
   * @param flagged genuine clips that the latter puts above even odds, of those it has not seen
   * @param unseen how many genuine clips it has not seen
   */
  public record Row(
      String generator, int fakes, double fitted, double leftOut, int flagged, int unseen) {}

  /** One row for each generator without which there is enough left to fit on. */
  public static List<Row> of(List<Clip> clips, Suspicion all) {
    List<Clip> genuine = clips.stream().filter(clip -> !clip.fake()).toList();
    TreeSet<String> generators = new TreeSet<>();
    clips.stream().filter(Clip::fake).forEach(clip -> generators.addAll(clip.generators()));
    List<Row> rows = new ArrayList<>();
    for (String generator : generators) {
      List<Clip> others = clips.stream().filter(c -> !c.generators().contains(generator)).toList();
      if (!SuspicionFit.isEnough(others)) {
        continue;
      }
      Suspicion without = SuspicionFit.of(others);
      List<Clip> fakes =
          clips.stream().filter(c -> c.fake() && c.generators().contains(generator)).toList();
      List<Clip> unseen = genuine.stream().filter(c -> c.generators().contains(generator)).toList();
      int flagged = (int) unseen.stream().filter(clip -> without.of(clip.means()) > 0.5).count();
      rows.add(
          new Row(
              generator,
              fakes.size(),
              auc(fakes, genuine, clip -> all.of(clip.means())),
              auc(fakes, genuine, clip -> without.of(clip.means())),
              flagged,
              unseen.size()));
    }
    return rows;
  }

  /** Fakes that score above their own original, of those whose original is there. */
  public static String pairs(
      List<Clip> clips, Map<String, String> originals, ToDoubleFunction<Clip> score) {
    Map<String, Clip> byPath = new HashMap<>();
    clips.forEach(clip -> byPath.put(clip.path(), clip));
    int pairs = 0;
    int wins = 0;
    for (Clip clip : clips) {
      Clip original = byPath.get(originals.getOrDefault(clip.path(), ""));
      if (clip.fake() && original != null) {
        pairs++;
        wins += score.applyAsDouble(clip) > score.applyAsDouble(original) ? 1 : 0;
      }
    }
    return wins + "/" + pairs;
  }
}
