package io.livegate.job;

import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.image.ImageRejectedException;
import io.livegate.job.receive.FrameBuffers;
import io.livegate.job.receive.FrameRef;
import io.livegate.job.receive.TaskAttempt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/** What nobody must write: an operator that keeps the last frames in its state. */
final class Leak extends RichMapFunction<FrameRef, FrameRef> implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final boolean decoded;
  private transient Deque<byte[]> last = new ArrayDeque<>();
  private transient @Nullable ListState<byte[]> state;

  /**
   * @param decoded keep pixels, not the encoded image
   */
  Leak(boolean decoded) {
    this.decoded = decoded;
  }

  @Override
  public FrameRef map(FrameRef ref) throws ImageRejectedException {
    var buffer = FrameBuffers.find(TaskAttempt.of(getRuntimeContext().getMetricGroup()));
    byte[] bytes = buffer == null ? null : buffer.peek(ref.slot());
    if (bytes != null) {
      last.add(
          decoded
              ? ImageDecoder.decode(bytes, ImageHeader.parse(bytes, ImageLimits.DEFAULT), 320).bgr()
              : bytes);
      if (last.size() > 3) {
        last.removeFirst();
      }
    }
    return ref;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (state != null) {
      state.update(new ArrayList<>(last));
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    last = new ArrayDeque<>();
    state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "last", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }
}
