package io.livegate.job.judge;

import io.livegate.signal.Lane;

/**
 * A lane that cannot answer in this deployment, announced at start.
 *
 * @param lane which
 * @param message what is missing and every place it was looked for
 */
public record LaneNotice(Lane lane, String message) {}
