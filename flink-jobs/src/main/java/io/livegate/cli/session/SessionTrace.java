package io.livegate.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.RecordKind;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Everything read back about one session, from two topics on two threads. */
final class SessionTrace {

  private final String session;
  private final InFlight inFlight;
  private final Strip strip = new Strip();
  private final List<JsonNode> events = new ArrayList<>();
  private final CompletableFuture<Void> judged = new CompletableFuture<>();
  private final CompletableFuture<SessionReport> report = new CompletableFuture<>();
  private @Nullable JsonNode ended;

  SessionTrace(String session, InFlight inFlight) {
    this.session = session;
    this.inFlight = inFlight;
  }

  synchronized void signals(Signals signals) {
    inFlight.account(signals.counts().received());
    strip.add(signals, 0);
    if (signals.kind() == RecordKind.ENDED) {
      judged.complete(null);
      completeWhenBothEnded();
    }
  }

  synchronized void event(JsonNode event) {
    events.add(event);
    if (EndedEvent.is(event)) {
      ended = event;
      completeWhenBothEnded();
    }
  }

  void unreadable() {
    judged.complete(null);
    report.complete(SessionReport.unreadable(session));
  }

  void fail(Throwable cause) {
    judged.complete(null);
    report.completeExceptionally(cause);
  }

  /** Completes once the session ended and its whole strip is there. */
  CompletableFuture<SessionReport> report() {
    return report;
  }

  /** Returns when all its frames were judged, or none will be any more. */
  void awaitJudged() {
    judged.join();
  }

  /** Returns when nothing more will be heard of the session. */
  void awaitEnd() {
    report.exceptionally(failure -> SessionReport.unreadable(session)).join();
  }

  Strip strip() {
    return strip;
  }

  private void completeWhenBothEnded() {
    if (ended != null && judged.isDone()) {
      report.complete(EndedEvent.report(session, ended, events));
    }
  }
}
