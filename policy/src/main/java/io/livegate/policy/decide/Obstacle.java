package io.livegate.policy.decide;

/** Why a rule is not even looked at, whatever its conditions say. */
public enum Obstacle {
  OTHER_PHASE("for another phase"),
  OTHER_AGE("for younger or older sessions"),
  NOTHING_BEFORE("what it follows had not fired lately"),
  OPEN_TASK("waiting for the answer to a task"),
  NO_TASK_PASSED("no task was passed"),
  COOLDOWN("silent for its cooldown"),
  NOT_REPORTED("nobody reported the session so often"),
  NOBODY_ON_SHIFT("no reviewer was on shift"),
  SOMEBODY_ON_SHIFT("a reviewer was on shift"),
  NOT_DRAWN("the session is not in its share");

  private final String words;

  Obstacle(String words) {
    this.words = words;
  }

  /** Goes on after "was not looked at,". */
  public String words() {
    return words;
  }
}
