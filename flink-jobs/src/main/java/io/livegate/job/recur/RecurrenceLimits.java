package io.livegate.job.recur;

/**
 * What is remembered.
 *
 * @param live times are the broker's; else media times, where sessions come one after the other,
 *     each from 0
 * @param memoryMillis a frame is forgotten after this
 * @param gapMillis between two remembered frames of a session
 * @param framesPerTenant more than that are not held; the oldest are forgotten first
 */
record RecurrenceLimits(boolean live, long memoryMillis, long gapMillis, int framesPerTenant) {}
