package io.livegate.job.judge;

import io.livegate.signal.Lane;

/**
 * What a lane cannot do in this deployment, announced at start.
 *
 * @param lane which
 * @param answers whether the lane answers all the same, without one of its cues
 * @param message what is missing and every place it was looked for
 */
public record LaneNotice(Lane lane, boolean answers, String message) {}
