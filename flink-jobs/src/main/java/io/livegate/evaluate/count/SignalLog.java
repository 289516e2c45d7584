package io.livegate.evaluate.count;

import io.livegate.frame.RecordKind;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what was measured, by session, as the signals come by. Thread-safe. */
public final class SignalLog {

  private final Map<String, List<Moment>> moments = new HashMap<>();

  public synchronized void add(Signals signals) {
    if (signals.kind() == RecordKind.FRAME && !signals.lanes().isEmpty()) {
      moments.computeIfAbsent(signals.session(), s -> new ArrayList<>()).add(Moment.of(signals));
    }
  }

  /** In the order of the session's frames; empty when none was judged. */
  public synchronized List<Moment> of(String session) {
    return List.copyOf(moments.getOrDefault(session, List.of()));
  }
}
