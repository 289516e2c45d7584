package io.livegate.cli;

import io.livegate.cli.session.Target;
import java.util.function.Consumer;

/** Where files are judged: in this process, or on a cluster. */
interface JudgingSystem extends AutoCloseable {

  Target target();

  /** Calls back once if the job ends by itself. */
  void onFailure(Consumer<Throwable> listener);

  @Override
  void close();
}
