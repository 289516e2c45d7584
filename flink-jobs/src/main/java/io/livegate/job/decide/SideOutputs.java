package io.livegate.job.decide;

import io.livegate.job.ack.ExpectedAck;
import io.livegate.job.config.PipelineConfig;
import io.livegate.policy.standing.Restriction;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** What others than the readers of events hear of decisions. */
public final class SideOutputs {

  /** Decisions for the breaker. */
  public static final OutputTag<DecisionTick> TICKS =
      new OutputTag<>("decisions", TypeInformation.of(DecisionTick.class));

  /** Actions that the platform is to acknowledge. */
  public static final OutputTag<ExpectedAck> ACTIONS =
      new OutputTag<>("actions", TypeInformation.of(ExpectedAck.class));

  /** Enforced actions that strikes and reviews are about. */
  public static final OutputTag<Restriction> RESTRICTIONS =
      new OutputTag<>("restrictions", TypeInformation.of(Restriction.class));

  private final Wanted wanted;
  private final Emitter emitter;

  /** A context's way out. */
  interface Emitter {
    <X> void emit(OutputTag<X> tag, X value);
  }

  /** Who listens in this deployment. */
  record Wanted(boolean breaker, boolean acks, boolean standing) implements Serializable {

    /** In media time sessions are of no device and nobody answers. */
    static Wanted of(PipelineConfig config) {
      boolean live = !config.batch();
      return new Wanted(
          live && config.policy().breaker().enabled(),
          live && config.operations().acks().isOn(),
          live);
    }
  }

  SideOutputs(Wanted wanted, Emitter emitter) {
    this.wanted = wanted;
    this.emitter = emitter;
  }

  void tick(DecisionTick tick) {
    if (wanted.breaker()) {
      emitter.emit(TICKS, tick);
    }
  }

  void expect(ExpectedAck action) {
    if (wanted.acks()) {
      emitter.emit(ACTIONS, action);
    }
  }

  void restrict(Restriction action) {
    if (wanted.standing()) {
      emitter.emit(RESTRICTIONS, action);
    }
  }
}
