package io.livegate.evaluate.html;

import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.count.Figures;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.policy.Policy;
import java.util.List;

/**
 * Everything the page shows.
 *
 * @param name of the manifest's file
 * @param cases every file that was judged, in the manifest's order
 * @param unread a sentence for each file that was to be judged and could not be
 */
public record Evaluation(
    String name,
    Manifest manifest,
    Policy policy,
    Figures figures,
    List<Case> cases,
    List<String> unread) {

  public Evaluation {
    cases = List.copyOf(cases);
    unread = List.copyOf(unread);
  }

  List<Case> clips() {
    return cases.stream().filter(Case::isClip).toList();
  }
}
