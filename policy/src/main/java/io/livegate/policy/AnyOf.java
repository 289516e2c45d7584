package io.livegate.policy;

import java.util.List;

/**
 * Corroboration: at least so many of these conditions hold at one moment.
 *
 * @param atLeast 1 to the number of conditions
 * @param of two to eight conditions
 */
public record AnyOf(int atLeast, List<Condition> of) {

  public AnyOf {
    of = List.copyOf(of);
  }
}
