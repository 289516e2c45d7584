package io.livegate.model.runtime;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's one ONNX Runtime environment, made in a way both runtimes can share. Never closed, as
 * ONNX Runtime asks.
 *
 * <p>DJL's engine insists on making the environment itself and fails where one exists, so it is
 * started first. It also reports each start to its makers over the network; it is told not to.
 */
final class Environments {

  private static final Logger LOG = LoggerFactory.getLogger(Environments.class);

  /**
   * 4 MB were enough for a class path of ten thousand characters; what is not used costs nothing.
   */
  private static final long STACK_BYTES = 64L << 20;

  private Environments() {}

  static OrtEnvironment get() {
    return Holder.ENVIRONMENT;
  }

  /**
   * Loaded, and so run, at the first use only. The work itself stands outside: another thread does
   * it, and would wait for ever for this class to be ready.
   */
  private static final class Holder {
    private static final OrtEnvironment ENVIRONMENT = startOnADeepStack();
  }

  /**
   * ONNX Runtime 1.29 recurses over the process's command line when it starts: a class path of ten
   * thousand characters, as a cluster's, overflows a thread's ordinary stack and kills the JVM.
   */
  private static OrtEnvironment startOnADeepStack() {
    FutureTask<OrtEnvironment> start = new FutureTask<>(Environments::start);
    Thread thread = new Thread(null, start, "livegate-onnxruntime-start", STACK_BYTES);
    thread.setContextClassLoader(Environments.class.getClassLoader());
    thread.start();
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("ONNX Runtime cannot be started here", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ONNX Runtime was starting", e);
    }
  }

  private static OrtEnvironment start() {
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ai.djl.offline", "true");
    // DJL's environment has thread pools for all sessions; ours run on their callers' threads
    setIfAbsent("ai.djl.onnxruntime.num_threads", "1");
    setIfAbsent("ai.djl.onnxruntime.num_interop_threads", "1");
    try {
      Engine.getEngine("OnnxRuntime");
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError | RuntimeException e) {
      LOG.warn(
          "DJL cannot start beside this JVM's ONNX Runtime, cards with runtime djl will be"
              + " refused: {}",
          String.valueOf(e.getCause() == null ? e : e.getCause()));
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "livegate");
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
