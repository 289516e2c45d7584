package io.livegate.policy;

/**
 * One thing wrong with a policy file.
 *
 * @param line from 1, the line to look at
 * @param message what is wrong and the way out
 */
public record PolicyProblem(int line, String message) {}
