package io.livegate.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A session that is being watched: what is known of it now. Thread-safe. */
public final class LiveSession {

  private static final List<String> DECIDING = List.of("admitted", "refused", "requested");
  private static final List<String> CUT_OFF = List.of("refused", "disconnected", "banned");

  /**
   * One look at it.
   *
   * @param state the last action: {@code gate} before any, {@code starting} before any frame
   * @param verdict of that action, empty before
   * @param scores the newest of each, by policy name
   * @param doubts why the newest frame could not be judged well, in words
   * @param decidedAfterMillis from its start to the first of admit, refuse, review; null before
   * @param seenMillis time on its own axis of the newest record
   * @param last the newest event, or null
   * @param frames that met their fate so far
   * @param report what became of it; null while it goes on
   * @param problem why there is nothing to watch, empty if there is
   */
  public record View(
      String session,
      String about,
      String state,
      String verdict,
      Map<String, Double> scores,
      List<String> doubts,
      @Nullable Long decidedAfterMillis,
      long seenMillis,
      @Nullable EventView last,
      long frames,
      @Nullable SessionReport report,
      String problem) {

    public boolean over() {
      return report != null || !problem.isEmpty();
    }
  }

  private final SessionKey key;
  private final String about;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<JsonNode> events = new ArrayList<>();
  private final Map<String, Double> scores = new TreeMap<>();
  private List<String> doubts = List.of();
  private String state = "starting";
  private String beforeTask = state;
  private String verdict = "";
  private String problem = "";
  private long startMillis = -1;
  private long seenMillis;
  private long frames;
  private boolean cutOff;
  private @Nullable Long decidedAfterMillis;
  private @Nullable EventView last;
  private @Nullable SessionReport report;

  public LiveSession(SessionKey key, String about) {
    this.key = key;
    this.about = about;
  }

  public SessionKey key() {
    return key;
  }

  /** Its name, without the tenant's. */
  public String session() {
    return key.session();
  }

  public synchronized void signals(Signals signals) {
    if (startMillis < 0) {
      startMillis = signals.atMillis();
    }
    seenMillis = Math.max(seenMillis, signals.atMillis() - startMillis);
    frames += signals.counts().received();
    if (signals.kind() != RecordKind.FRAME) {
      return;
    }
    if (state.equals("starting")) {
      state = "gate";
    }
    List<String> reasons = new ArrayList<>();
    for (LaneSignal lane : signals.lanes()) {
      if (lane.status() != LaneStatus.NOT_DUE) {
        scores.keySet().removeIf(name -> name.startsWith(lane.lane().id() + "."));
        lane.scores().forEach((name, value) -> scores.put(lane.lane().id() + "." + name, value));
        lane.reasons().stream().map(ReasonCode::name).map(EventView::words).forEach(reasons::add);
      }
    }
    doubts = reasons.stream().distinct().toList();
  }

  public synchronized void event(JsonNode event) {
    events.add(event);
    if (EndedEvent.is(event)) {
      report = EndedEvent.report(key.session(), event, events);
      over.countDown();
      return;
    }
    EventView view = EventView.of(event);
    last = view;
    if (view.observed()) {
      return;
    }
    switch (view.type()) {
      case "coached" -> {}
      case "challenged" -> {
        beforeTask = state;
        state = "challenged";
      }
      case "closed" -> // what comes of the task is said by another event
          state = state.equals("challenged") ? beforeTask : state;
      case "requested" -> state = "review";
      default -> state = view.type();
    }
    if (decidedAfterMillis == null && DECIDING.contains(view.type())) {
      decidedAfterMillis = Math.max(0, view.atMillis() - Math.max(0, startMillis));
    }
    verdict = view.verdict();
    cutOff |= CUT_OFF.contains(view.type());
  }

  /** All events so far. */
  public synchronized List<EventView> events() {
    return events.stream().map(EventView::of).toList();
  }

  /** It cannot be watched, or not any more. */
  public synchronized void fail(String why) {
    problem = why;
    over.countDown();
  }

  /** Whether the platform would have ended it by now. */
  public synchronized boolean cutOff() {
    return cutOff;
  }

  /** Whether anybody has decided about it, or nobody will any more. */
  public synchronized boolean isDecided() {
    return decidedAfterMillis != null || over.getCount() == 0;
  }

  public CountDownLatch over() {
    return over;
  }

  public synchronized View view() {
    return new View(
        key.session(),
        about,
        state,
        verdict,
        Map.copyOf(scores),
        doubts,
        decidedAfterMillis,
        seenMillis,
        last,
        frames,
        report,
        problem);
  }
}
