package io.livegate.replay;

import io.livegate.frame.RecordKind;
import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.evidence.Outcome;
import io.livegate.signal.Signals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides recorded signals again. A session is handed on when its end is read, and those that have
 * none when the recording is over. For one thread.
 *
 * <p>Tasks and spot checks are drawn with this process's secret, see {@link
 * io.livegate.policy.challenge.SecretDraw}: with the job's own they are the same.
 */
public final class Replay {

  /** A stream that goes on for less after it was cut off was cut off. */
  private static final long CUT_MILLIS = 5_000;

  private final Clock clock;
  private final Decider now;
  private final @Nullable Decider before;
  private final List<Decider> nudged;
  private final Consumer<Replayed> done;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private @Nullable Session latest;
  private long newestMillis = Long.MIN_VALUE;
  private long signals;

  /**
   * @param now the policy asked about
   * @param before the policy it is held against, if any
   * @param done takes each session once
   */
  public Replay(Clock clock, Policy now, @Nullable Policy before, Consumer<Replayed> done) {
    this.clock = clock;
    this.now = new Decider(now);
    this.before = before == null ? null : new Decider(before);
    this.nudged = List.of(new Decider(now.withHits(-1)), new Decider(now.withHits(1)));
    this.done = done;
  }

  /** The next record; those of one session come in their order. */
  public void take(Signals record) {
    signals++;
    newestMillis = Math.max(newestMillis, record.atMillis());
    Session session = session(record);
    session.take(record);
    if (record.kind() == RecordKind.ENDED) {
      sessions.remove(session.key);
      latest = null;
      done.accept(session.result());
    }
  }

  /** There are no more records. */
  public void end() {
    for (Session session : sessions.values()) {
      session.courses().forEach(course -> course.passTo(newestMillis));
      done.accept(session.result());
    }
    sessions.clear();
    latest = null;
  }

  /** Records taken. */
  public long signals() {
    return signals;
  }

  private Session session(Signals record) {
    Session last = latest;
    if (last != null
        && last.session.equals(record.session())
        && last.tenant.equals(record.tenant())) {
      return last;
    }
    String key = record.tenant() + "/" + record.session();
    Session session = sessions.computeIfAbsent(key, k -> new Session(k, record));
    latest = session;
    return session;
  }

  private final class Session {

    final String key;
    final String tenant;
    final String session;
    private final long firstMillis;
    private long lastMillis;
    private final Course asked = new Course(now, clock);
    private final @Nullable Course held = before == null ? null : new Course(before, clock);
    private final List<Course> others =
        nudged.stream().map(decider -> new Course(decider, clock)).toList();

    Session(String key, Signals first) {
      this.key = key;
      this.tenant = first.tenant();
      this.session = first.session();
      this.firstMillis = first.atMillis();
      this.lastMillis = firstMillis;
    }

    void take(Signals record) {
      if (record.kind() == RecordKind.FRAME) {
        lastMillis = Math.max(lastMillis, record.atMillis());
      }
      asked.take(record);
      if (held != null) {
        held.take(record);
      }
      for (Course other : others) {
        other.take(record);
      }
    }

    List<Course> courses() {
      return held == null
          ? List.of(asked, others.get(0), others.get(1))
          : List.of(asked, held, others.get(0), others.get(1));
    }

    Replayed result() {
      Ruling ruling = Ruling.of(asked);
      Ruling old = held == null ? null : Ruling.of(held);
      Outcome outcome = ruling.summary().outcome();
      boolean borderline = others.stream().anyMatch(o -> o.summary().outcome() != outcome);
      return new Replayed(
          tenant, session, firstMillis, ruling, old, borderline, isCensored(ruling, old));
    }

    private boolean isCensored(Ruling ruling, @Nullable Ruling old) {
      Long cut = old == null ? null : old.endedAtMillis();
      return clock == Clock.BROKER
          && cut != null
          && ruling.endedAtMillis() == null
          && lastMillis - cut < CUT_MILLIS;
    }
  }
}
