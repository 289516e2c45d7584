package io.livegate.job.judge;

import io.livegate.job.config.JudgeSettings;

/** How closely each tenant's sessions are looked at just now. Thread-safe. */
@FunctionalInterface
interface LiveSettings {

  /** The same object until something changes. */
  JudgeSettings of(String tenant);
}
