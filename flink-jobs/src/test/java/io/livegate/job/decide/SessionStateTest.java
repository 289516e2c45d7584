package io.livegate.job.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionStateTest {

  private final SessionState state = new SessionState();

  @Test
  void actionsAreHeldAgainstTheDeviceThatSendsAndNoOther() {
    hear(RecordKind.FRAME, Witness.SENDER, "own");
    hear(RecordKind.FRAME, Witness.RECEIVER, "the other side's");
    hear(RecordKind.REPORTED, Witness.SENDER, "who reports");
    hear(RecordKind.ERASED, Witness.SENDER, "who asks");

    assertThat(state.accountableDevice()).isEqualTo("own");
  }

  @Test
  void whereTwoDevicesSendAtOnceNobodyIsHeldToAccount() {
    hear(RecordKind.FRAME, Witness.SENDER, "own");
    state.evidence.devicesReported = true;

    assertThat(state.accountableDevice()).isNull();
    assertThat(state.device).isEqualTo("own");
  }

  private void hear(RecordKind kind, Witness witness, String device) {
    FrameHeader header =
        new FrameHeader(new SessionKey("t", "s"), kind, null, device, 0, 0, witness, "image/jpeg");
    state.hear(
        Signals.of(header, 0, new Quality(0, 0, 0, 0), List.of(), List.of(), FrameCounts.ZERO));
  }
}
