package io.livegate.policy.read;

/**
 * One thing wrong with a policy, or worth a second look.
 *
 * @param source what the text is called: a path, or a place in a topic
 * @param line from 1, the line to look at
 * @param column from 1, where in that line the thing begins
 * @param message what is wrong and the way out
 */
public record PolicyProblem(String source, int line, int column, String message) {}
