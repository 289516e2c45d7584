package io.livegate.simulate;

import io.livegate.job.io.OutputRecord;
import io.livegate.job.io.OutputRecord.Target;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Counts what the decider writes and times it, and lets none of it through. */
final class Tally extends RichFilterFunction<OutputRecord> {

  private static final long serialVersionUID = 1L;

  static final String RECORDS = "records";
  static final String EVENTS = "events";
  static final String FIRST = "first";
  static final String LAST = "last";

  private final LongCounter records = new LongCounter();
  private final LongCounter events = new LongCounter();

  /** {@link System#nanoTime}: all tasks are in one JVM. */
  private final LongMinimum first = new LongMinimum();

  private final LongMaximum last = new LongMaximum();

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(RECORDS, records);
    getRuntimeContext().addAccumulator(EVENTS, events);
    getRuntimeContext().addAccumulator(FIRST, first);
    getRuntimeContext().addAccumulator(LAST, last);
  }

  @Override
  public boolean filter(OutputRecord output) {
    (output.target() == Target.SIGNALS ? records : events).add(1);
    long now = System.nanoTime();
    first.add(now);
    last.add(now);
    return false;
  }
}
