package io.livegate.job.judge;

import io.livegate.frame.SessionKey;
import io.livegate.ingest.sample.SpotChecks;
import io.livegate.job.judge.SessionMemory.Unreported;
import io.livegate.policy.challenge.SecretDraw;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one judging task: open ones, dropped after a silence; ended ones, so that late
 * frames are known as such; and what is still to be reported of sessions not open just now. Bounded
 * in all three. Touched by the task's own thread only.
 */
final class SessionMemories {

  private static final int MAX_CLOSED = 50_000;

  private final FrameScheduler scheduler;
  private final LiveSettings settings;
  private final long idleMillis;
  private final long endedMillis;
  private final long silentMillis;
  private final SecretDraw draw = SecretDraw.ofEnvironment();
  private final Map<SessionKey, SessionMemory> open = new LinkedHashMap<>();
  private final Map<SessionKey, Ended> ended = new LinkedHashMap<>();
  private final Map<SessionKey, Silent> silent = new LinkedHashMap<>();
  private long nextSweepMillis = Long.MIN_VALUE;

  /** A session that is over, and what came for it afterwards. */
  private record Ended(FrameCounts late, long sinceMillis) {}

  /** A session not open just now, and when it was last heard of. */
  private record Silent(Unreported unreported, long sinceMillis) {
    Silent plus(Silent other) {
      return new Silent(
          unreported.plus(other.unreported), Math.max(sinceMillis, other.sinceMillis));
    }
  }

  /**
   * @param silentMillis how long it is known what is to be reported of a session that fell silent
   */
  SessionMemories(
      FrameScheduler scheduler,
      LiveSettings settings,
      long idleMillis,
      long endedMillis,
      long silentMillis) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.idleMillis = idleMillis;
    this.endedMillis = endedMillis;
    this.silentMillis = silentMillis;
  }

  /** The session's memory, opened if need be; null if the session is over. */
  @Nullable SessionMemory touch(SessionKey key, long nowMillis) {
    if (ended.containsKey(key)) {
      return null;
    }
    SessionMemory memory = open.computeIfAbsent(key, k -> fresh(k, scheduler.openLine()));
    memory.follow(settings.of(key.tenant()));
    memory.touchedMillis = nowMillis;
    return memory;
  }

  private SessionMemory fresh(SessionKey key, FrameScheduler.Line line) {
    Silent before = silent.remove(key);
    return new SessionMemory(
        key,
        line,
        settings.of(key.tenant()),
        new SpotChecks(draw.spotChecks(key)),
        before == null ? Unreported.NOTHING : before.unreported());
  }

  /**
   * The platform says the session begins: a session of the same name that was over is not any more.
   * One whose end still waits hands its line on, or the beginning would overtake that end.
   */
  void begin(SessionKey key) {
    Ended before = ended.remove(key);
    if (before != null) {
      keep(key, new Unreported(before.late(), List.of()), before.sinceMillis());
    }
    SessionMemory memory = open.get(key);
    if (memory != null && memory.ending) {
      open.put(key, fresh(key, memory.line));
    } else if (memory != null) {
      memory.restart();
    }
  }

  /** The session's last record has been passed on. */
  void end(SessionMemory memory, long nowMillis) {
    // Unless a session of the same name has begun meanwhile, on the same line.
    if (open.remove(memory.key, memory)) {
      memory.line.close();
      ended.put(memory.key, new Ended(FrameCounts.ZERO, nowMillis));
      trim(ended);
    }
  }

  /**
   * @return false if the session is not over yet
   */
  boolean countAfterEnd(SessionKey key) {
    return ended.computeIfPresent(
            key, (k, e) -> new Ended(e.late().plus(FrameFate.AFTER_END), e.sinceMillis()))
        != null;
  }

  /** Drops sessions silent for too long; what is unreported of them is kept for longer. */
  void sweep(long nowMillis) {
    if (nowMillis < nextSweepMillis) {
      return;
    }
    nextSweepMillis = nowMillis + Math.max(1, idleMillis / 4);
    ended.values().removeIf(e -> nowMillis - e.sinceMillis() > endedMillis);
    for (Iterator<SessionMemory> it = open.values().iterator(); it.hasNext(); ) {
      SessionMemory memory = it.next();
      if (nowMillis - memory.touchedMillis > idleMillis && !memory.line.isBusy()) {
        it.remove();
        memory.line.close();
        keep(memory.key, memory.unreported(), memory.touchedMillis);
      }
    }
    silent.values().removeIf(s -> nowMillis - s.sinceMillis() > silentMillis);
  }

  /**
   * @param inFlight memories of records in flight, which may have left {@code open} already
   */
  List<SessionMark> snapshot(Collection<SessionMemory> inFlight) {
    List<SessionMark> marks = new ArrayList<>();
    Set<SessionMemory> memories = new LinkedHashSet<>(open.values());
    memories.addAll(inFlight);
    for (SessionMemory memory : memories) {
      if (!memory.unreported().isNothing()) {
        marks.add(SessionMark.of(memory.key, memory.unreported(), false, memory.touchedMillis));
      }
    }
    silent.forEach(
        (key, s) -> marks.add(SessionMark.of(key, s.unreported(), false, s.sinceMillis())));
    ended.forEach(
        (key, e) ->
            marks.add(
                SessionMark.of(key, new Unreported(e.late(), List.of()), true, e.sinceMillis())));
    return marks;
  }

  void restore(Iterable<SessionMark> marks, long nowMillis) {
    for (SessionMark mark : marks) {
      if (mark.ended()) {
        // As long again: what comes late waited in Kafka while the job was away.
        ended.put(mark.key(), new Ended(mark.counts(), nowMillis));
      } else {
        boolean isKnown = mark.sinceMillis() != SessionMark.UNKNOWN;
        keep(mark.key(), mark.unreported(), isKnown ? mark.sinceMillis() : nowMillis);
      }
    }
  }

  void close() {
    open.values().forEach(memory -> memory.line.close());
    open.clear();
  }

  private void keep(SessionKey key, Unreported what, long sinceMillis) {
    if (!what.isNothing()) {
      silent.merge(key, new Silent(what, sinceMillis), Silent::plus);
      trim(silent);
    }
  }

  private static void trim(Map<SessionKey, ?> map) {
    if (map.size() > MAX_CLOSED) {
      Iterator<SessionKey> eldest = map.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }
}
