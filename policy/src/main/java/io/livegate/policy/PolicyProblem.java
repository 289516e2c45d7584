package io.livegate.policy;

/**
 * One thing wrong with a policy file, or worth a second look.
 *
 * @param line from 1, the line to look at
 * @param column from 1, where in that line the thing begins
 * @param message what is wrong and the way out
 */
public record PolicyProblem(int line, int column, String message) {}
