package io.livegate.job.recur;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.job.config.PipelineConfig;
import io.livegate.signal.Lane;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The Flink side of {@link TenantMemory}, keyed by tenant: every record passes through, in order; a
 * frame's record gets the score {@code liveness.seenBefore}, seconds. State holds the remembered
 * hashes in pieces; the index over them is built from it when a tenant is first heard of. What a
 * running session showed last is not kept: after a restart a run of matches begins anew.
 *
 * <p>A receiver's frames are neither remembered nor looked up: it could have made them up.
 */
public final class RememberFrames extends KeyedProcessFunction<String, Signals, Signals> {

  private static final long serialVersionUID = 1L;

  /** The score's name in the liveness lane. */
  public static final String SCORE = "seenBefore";

  private final boolean enabled;
  private final boolean live;
  private final long memoryMillis;
  private final long gapMillis;
  private final int framesPerTenant;
  private transient @Nullable MapState<String, Piece> pieces;
  private transient Map<String, TenantMemory> tenants = new HashMap<>();

  public RememberFrames(PipelineConfig config) {
    PipelineConfig.Recurrence recurrence = config.recurrence();
    enabled = recurrence.isRemembering();
    live = !config.batch();
    memoryMillis = recurrence.memory().toMillis();
    gapMillis = Math.round(1000 / recurrence.rememberedPerSecond());
    framesPerTenant = recurrence.framesPerTenant();
  }

  @Override
  public void open(OpenContext context) {
    tenants = new HashMap<>();
    pieces =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "remembered", Types.STRING, TypeInformation.of(Piece.class)));
  }

  @Override
  public void processElement(Signals signals, Context context, Collector<Signals> out)
      throws Exception {
    if (!enabled) {
      out.collect(signals);
      return;
    }
    TenantMemory memory = memory(context.getCurrentKey());
    String device = signals.device();
    if (isOfTheSession(signals)) {
      memory.hear(signals);
    }
    if (signals.kind() == RecordKind.ENDED) {
      memory.end(signals.session());
    } else if (signals.kind() == RecordKind.ERASED && device != null) {
      memory.eraseDevice(device);
    }
    keep(memory);
    if (signals.kind() != RecordKind.FRAME
        || signals.hash() == null
        || signals.witness() == Witness.RECEIVER) {
      out.collect(signals);
      return;
    }
    boolean wasEmpty = memory.isEmpty();
    double seconds = memory.see(signals);
    keep(memory);
    if (live && wasEmpty && !memory.isEmpty()) {
      schedule(context);
    }
    out.collect(
        signals.withScore(
            Lane.LIVENESS, SCORE, seconds, seconds > 0 ? ReasonCode.SEEN_BEFORE : null));
  }

  /** Others name their own device, and who asks for an erasure names any. */
  private static boolean isOfTheSession(Signals signals) {
    return signals.witness() != Witness.RECEIVER
        && signals.kind() != RecordKind.REPORTED
        && signals.kind() != RecordKind.ERASED;
  }

  private TenantMemory memory(String tenant) throws Exception {
    TenantMemory known = tenants.get(tenant);
    if (known == null) {
      known =
          new TenantMemory(new RecurrenceLimits(live, memoryMillis, gapMillis, framesPerTenant));
      known.restore(pieces().values());
      tenants.put(tenant, known);
    }
    return known;
  }

  private void keep(TenantMemory memory) throws Exception {
    for (PieceKey key : memory.takeChanged()) {
      Piece piece = memory.piece(key);
      if (piece == null) {
        pieces().remove(key.asKey());
      } else {
        pieces().put(key.asKey(), piece);
      }
    }
  }

  /** Forgets in time even if nobody is heard of any more. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Signals> out)
      throws Exception {
    TenantMemory memory = memory(context.getCurrentKey());
    memory.expire(timestamp - memoryMillis);
    keep(memory);
    if (memory.isEmpty()) {
      tenants.remove(context.getCurrentKey());
    } else {
      schedule(context);
    }
  }

  private void schedule(Context context) {
    long now = context.timerService().currentProcessingTime();
    context.timerService().registerProcessingTimeTimer(now + Math.max(1_000, memoryMillis / 24));
  }

  private MapState<String, Piece> pieces() {
    if (pieces == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return pieces;
  }
}
