package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;

/** A policy as a tree that knows where everything in it was written. */
interface Located {

  JsonNode root();

  /** What is wrong at a JSON pointer, or at the nearest thing around it that is there. */
  PolicyProblem problem(String pointer, String message);

  /** The place in words for a message about another one: {@code line 7}. */
  String where(String pointer);
}
