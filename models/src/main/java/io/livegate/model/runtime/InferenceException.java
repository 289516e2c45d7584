package io.livegate.model.runtime;

import org.jspecify.annotations.Nullable;

/** A model failed on one input. Costs that frame's lane, never the worker. */
public final class InferenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InferenceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
