package io.livegate.job.decide;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Signals;
import org.jspecify.annotations.Nullable;

/** The keyed state of one session; a Flink POJO. */
public class SessionState {

  public SessionEvidence evidence = new SessionEvidence();
  public @Nullable String call;
  public @Nullable String device;

  /** As its newest record that named one; chooses the policy's layer. */
  public @Nullable String region;

  /** When a record of it was last processed, by this machine's clock. */
  public long seenMillis;

  /** When its newest frame was processed; 0 = never. */
  public long frameMillis;

  /** When the timer that watches its silence comes; 0 = none is on its way. */
  public long watchMillis;

  /** Until when its newest deadline to be put off was; 0 = none was. */
  public long putOffMillis;

  /** It fell silent and was reported lost. */
  public boolean lost;

  /** How often it was. */
  public int silences;

  public SessionState() {}

  /** Takes in whose session it is. What others say of it does not count, nor who asks. */
  void hear(Signals signals) {
    boolean ofTheSession =
        signals.witness() != Witness.RECEIVER
            && signals.kind() != RecordKind.REPORTED
            && signals.kind() != RecordKind.ERASED;
    call = signals.call() == null ? call : signals.call();
    region = signals.region() == null ? region : signals.region();
    device = signals.device() == null || !ofTheSession ? device : signals.device();
  }

  /** The device that actions are held against; null where none was named, or two send at once. */
  @Nullable String accountableDevice() {
    return evidence.devicesReported ? null : device;
  }
}
