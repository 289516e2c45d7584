package io.livegate.cli;

import io.livegate.cli.demo.Role;
import io.livegate.cli.demo.Screen;
import io.livegate.cli.demo.Stage;
import io.livegate.cli.session.EventView;
import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.LiveFeeds;
import io.livegate.cli.session.LiveSession;
import io.livegate.cli.session.SourceOpener;
import io.livegate.cli.text.Style;
import io.livegate.cli.text.Timeline;
import io.livegate.frame.SessionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plays the demonstration: starts the sessions, shows them until all are over, sums up. */
final class Show {

  private static final long REDRAW_MILLIS = 200;

  /**
   * Sessions come one after another, as people do, and a small machine is not asked for more than
   * it can do: the gate is where most of the work is, so the next comes when all before it are
   * decided, and undecided ones are waited for only so long.
   */
  private static final long ENTER_EVERY_MILLIS = 1_000;

  private static final long UNDECIDED_MILLIS = 6_000;

  private static final long WARM_UP_MILLIS = 8_000;

  /** After the last frame: the last records are judged, and events are seen once committed. */
  private static final long CLOSING_MILLIS = 10_000;

  private static final int SIZE_EVERY_DRAWS = 10;

  private final Console console;
  private final boolean screen;
  private final Stage stage;
  private final List<String> notes = new ArrayList<>();
  private final Deque<Entrance> waiting = new ArrayDeque<>();
  private long enteredMillis = -ENTER_EVERY_MILLIS;

  private record Entrance(LiveSession session, SourceOpener source) {}

  /**
   * @param screen draw; else print each event as a line
   */
  Show(Console console, boolean screen) {
    this.console = console;
    this.screen = screen;
    this.stage = new Stage(new Style(console.colour()));
  }

  /**
   * Judges some seconds of a session that nobody sees: a JVM's first frames take it many times as
   * long as later ones, and no session of the show is to pay for that.
   */
  void warmUp(SourceOpener source, LiveFeeds feeds, Shutdown shutdown) throws InterruptedException {
    // Of a tenant of its own: to another session of the same one it would be known as a recording.
    LiveSession session = feeds.announce(new SessionKey("warm-up", "warm-up"), "");
    feeds.start(session, source, WARM_UP_MILLIS, this::note);
    while (session.over().getCount() > 0 && !shutdown.await(REDRAW_MILLIS)) {
      // waiting is all there is to do
    }
  }

  void play(List<Role> cast, LiveFeeds feeds, long limitMillis, Shutdown shutdown)
      throws InterruptedException {
    List<LiveSession> sessions = new ArrayList<>();
    for (Role role : cast) {
      LiveSession session =
          feeds.announce(new SessionKey(JudgeRun.TENANT, role.session()), role.about());
      sessions.add(session);
      waiting.add(new Entrance(session, role.source()));
    }
    if (screen) {
      try (Screen page = new Screen(console.out())) {
        watch(sessions, feeds, limitMillis, shutdown, new Drawing(page));
      }
    } else {
      watch(sessions, feeds, limitMillis, shutdown, new Lines());
    }
    synchronized (notes) {
      notes.forEach(note -> console.err().println("livegate: " + note));
    }
    List<LiveSession.View> views = views(sessions);
    stage.summary(views, console.columns()).forEach(console.out()::println);
    Stage.shortOfTime(views).forEach(console.out()::println);
    whatNext();
  }

  private interface Watcher {
    void look(List<LiveSession> sessions, long elapsedMillis);
  }

  private void watch(
      List<LiveSession> sessions,
      LiveFeeds feeds,
      long limitMillis,
      Shutdown shutdown,
      Watcher watcher)
      throws InterruptedException {
    long start = System.nanoTime();
    long end = Long.MAX_VALUE;
    while (true) {
      long elapsed = (System.nanoTime() - start) / 1_000_000;
      if (end == Long.MAX_VALUE) {
        enter(sessions, feeds, elapsed, limitMillis);
      }
      watcher.look(sessions, elapsed);
      boolean over = sessions.stream().allMatch(session -> session.over().getCount() == 0);
      if (over || elapsed > end) {
        return;
      }
      if (end == Long.MAX_VALUE && (shutdown.requested() || elapsed >= limitMillis)) {
        feeds.stop();
        waiting.forEach(entrance -> entrance.session().fail("stopped before it began"));
        // Who pressed Ctrl-C is not kept waiting for what is still being judged.
        end = elapsed + (shutdown.requested() ? CLOSING_MILLIS / 5 : CLOSING_MILLIS);
      }
      if (shutdown.requested()) {
        Thread.sleep(REDRAW_MILLIS);
      } else {
        shutdown.await(REDRAW_MILLIS);
      }
    }
  }

  private void enter(
      List<LiveSession> sessions, LiveFeeds feeds, long elapsedMillis, long limitMillis) {
    long since = elapsedMillis - enteredMillis;
    List<LiveSession> entered = sessions.subList(0, sessions.size() - waiting.size());
    boolean isTurn =
        since >= UNDECIDED_MILLIS
            || since >= ENTER_EVERY_MILLIS && entered.stream().allMatch(LiveSession::isDecided);
    if (isTurn && !waiting.isEmpty()) {
      Entrance next = waiting.remove();
      feeds.start(next.session(), next.source(), limitMillis - elapsedMillis, this::note);
      enteredMillis = elapsedMillis;
    }
  }

  /** The whole screen, again and again. */
  private final class Drawing implements Watcher {

    private final Screen page;
    private TerminalSize size = TerminalSize.read();
    private int draws;

    Drawing(Screen page) {
      this.page = page;
    }

    @Override
    public void look(List<LiveSession> sessions, long elapsedMillis) {
      if (++draws % SIZE_EVERY_DRAWS == 0) {
        size = TerminalSize.read();
      }
      page.show(stage.lines(views(sessions), elapsedMillis, size.columns(), size.rows()));
    }
  }

  /** One line for each event. */
  private final class Lines implements Watcher {

    private final Map<String, Integer> printed = new HashMap<>();

    @Override
    public void look(List<LiveSession> sessions, long elapsedMillis) {
      for (LiveSession session : sessions) {
        List<EventView> events = session.events();
        for (EventView event :
            events.subList(printed.getOrDefault(session.session(), 0), events.size())) {
          console.out().println(line(session.session(), event, elapsedMillis));
        }
        printed.put(session.session(), events.size());
      }
    }
  }

  private String line(String session, EventView event, long elapsedMillis) {
    String type = event.observed() ? "would be " + event.type() : event.type();
    return String.format(
        Locale.ROOT,
        "%8s  %-42s  %-12s %-17s  %s",
        Timeline.seconds(elapsedMillis),
        session,
        type,
        event.verdict(),
        event.brief());
  }

  private void note(String note) {
    synchronized (notes) {
      notes.add(note); // after the screen: a line in the middle of it would be lost
    }
  }

  private static List<LiveSession.View> views(List<LiveSession> sessions) {
    return sessions.stream().map(LiveSession::view).toList();
  }

  private void whatNext() {
    console.out().println();
    console
        .out()
        .println("Next:  ./livegate judge VIDEO       what is found in a file of yours, and why");
    console.out().println("       ./livegate demo camera:0     yourself");
    console
        .out()
        .println("       policies/default.yaml        the rules; change one and look again");
  }
}
