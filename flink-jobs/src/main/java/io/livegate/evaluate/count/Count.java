package io.livegate.evaluate.count;

import io.livegate.evaluate.manifest.Truth;
import io.livegate.evaluate.stats.Auc;
import io.livegate.evaluate.stats.Percentile;
import io.livegate.evaluate.stats.Rate;
import io.livegate.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts judged cases into {@link Figures}. */
public final class Count {

  /** Labels that stand in the report even without members. */
  private static final List<String> ATTACKS =
      List.of("mask", "print", "replay", "static-image", "synthetic-video");

  private static final String EXPLICIT = "content.explicit";

  private final Rulings rulings;
  private final Predicate<Case> fake;
  private final Accusation explicit;

  public Count(Policy policy) {
    rulings = new Rulings(policy);
    Accusation model = new Accusation(policy, DeepfakeCount.MODEL);
    Accusation whole = new Accusation(policy, DeepfakeCount.WHOLE);
    fake = judged -> model.flags(judged) || whole.flags(judged);
    explicit = new Accusation(policy, EXPLICIT);
  }

  public Figures of(List<Case> cases, Figures.Faces faces, Figures.Blinks blinks) {
    List<Case> clips = cases.stream().filter(Case::isClip).toList();
    List<Case> stills = cases.stream().filter(c -> !c.isClip()).toList();
    return new Figures(
        group(clips),
        group(stills),
        rate(with(clips, Truth.DEGRADED), c -> rulings.of(c).refused()),
        new DeepfakeCount(fake).of(clips),
        content(with(cases, Truth.BENIGN), with(cases, Truth.ART_NUDE)),
        faces,
        blinks,
        decisions(clips));
  }

  private Figures.Content content(List<Case> benign, List<Case> artNude) {
    double[] nude = explicitScores(artNude);
    double[] harmless = explicitScores(benign);
    return new Figures.Content(
        rate(benign, explicit::flags),
        rate(artNude, explicit::flags),
        Auc.of(nude, harmless),
        Auc.interval(nude, harmless));
  }

  private static double[] explicitScores(List<Case> cases) {
    return cases.stream()
        .mapToDouble(c -> c.max(EXPLICIT))
        .filter(score -> !Double.isNaN(score))
        .toArray();
  }

  /** Whether the case is one that the report shows as wrong. */
  public boolean isWrong(Case judged) {
    Ruling ruling = rulings.of(judged);
    return switch (judged.truth()) {
      case BONA_FIDE -> ruling.refused() || fake.test(judged) || explicit.flags(judged);
      case DEGRADED -> ruling.refused();
      case ATTACK, NO_FACE -> ruling.admitted();
      case DEEPFAKE -> judged.isClip() && !fake.test(judged);
      case BENIGN -> explicit.flags(judged);
      case ART_NUDE, APART, UNKNOWN -> false;
    };
  }

  public Rulings rulings() {
    return rulings;
  }

  private Figures.Group group(List<Case> cases) {
    List<Case> bonaFide = with(cases, Truth.BONA_FIDE);
    List<Case> attacks = with(cases, Truth.ATTACK);
    SortedMap<String, Rate> byLabel = new TreeMap<>();
    for (String label : ATTACKS) {
      byLabel.put(label, new Rate(0, 0));
    }
    attacks.stream()
        .map(c -> c.entry().label())
        .distinct()
        .forEach(
            label ->
                byLabel.put(
                    label,
                    rate(
                        attacks.stream().filter(c -> c.entry().label().equals(label)).toList(),
                        c -> rulings.of(c).admitted())));
    return new Figures.Group(
        rate(bonaFide, c -> rulings.of(c).refused()),
        byLabel,
        rate(attacks, c -> rulings.of(c).stopped()),
        rate(with(cases, Truth.NO_FACE), c -> rulings.of(c).admitted()),
        rate(bonaFide, Case::refusable),
        rate(bonaFide, c -> rulings.of(c).undecided()),
        rate(attacks, c -> rulings.of(c).undecided()));
  }

  /** Genuine people let in, and attacks and empty pictures kept out: the decisions as wanted. */
  private static Figures.DecisionMillis decisions(List<Case> clips) {
    double[] admit = firsts(with(clips, Truth.BONA_FIDE), "admitted");
    List<Case> unwanted = new ArrayList<>(with(clips, Truth.ATTACK));
    unwanted.addAll(with(clips, Truth.NO_FACE));
    double[] refuse = firsts(unwanted, "refused");
    double[] both = new double[admit.length + refuse.length];
    System.arraycopy(admit, 0, both, 0, admit.length);
    System.arraycopy(refuse, 0, both, admit.length, refuse.length);
    return new Figures.DecisionMillis(millis(admit, 0.5), millis(refuse, 0.5), millis(both, 0.95));
  }

  private static double[] firsts(List<Case> cases, String type) {
    return cases.stream()
        .map(c -> c.first(type))
        .filter(OptionalLong::isPresent)
        .mapToDouble(OptionalLong::getAsLong)
        .toArray();
  }

  private static @Nullable Long millis(double[] values, double share) {
    return values.length == 0 ? null : Math.round(Percentile.of(values, share));
  }

  private static Rate rate(List<Case> cases, Predicate<Case> hit) {
    return new Rate((int) cases.stream().filter(hit).count(), cases.size());
  }

  private static List<Case> with(List<Case> cases, Truth truth) {
    return cases.stream().filter(c -> c.truth() == truth).toList();
  }
}
