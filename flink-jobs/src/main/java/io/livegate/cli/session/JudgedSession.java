package io.livegate.cli.session;

/**
 * What {@link JudgeRun} hands out for one input.
 *
 * @param report what became of it
 * @param strip what was measured, for people; empty when it was unreadable
 */
public record JudgedSession(SessionReport report, Strip strip) {}
