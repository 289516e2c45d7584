package io.livegate.job;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** An operator with two inputs as a job opens it. */
public final class TwoInputs {

  private TwoInputs() {}

  /**
   * @param now its processing time
   * @param state what it goes on from; null for a beginning
   */
  public static <A, B, C> KeyedTwoInputStreamOperatorTestHarness<String, A, B, C> open(
      KeyedCoProcessFunction<String, A, B, C> operator,
      KeySelector<A, String> first,
      KeySelector<B, String> second,
      long now,
      @Nullable OperatorSubtaskState state)
      throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(operator), first, second, Types.STRING);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.setProcessingTime(now);
    harness.open();
    return harness;
  }
}
