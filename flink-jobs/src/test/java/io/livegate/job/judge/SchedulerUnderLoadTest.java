package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and who gives way, when there are more frames than workers. */
class SchedulerUnderLoadTest extends SchedulerHarness {

  @Test
  void whenFullTheNewcomerGoesUnlessItIsMoreImportant() throws InterruptedException {
    restart(settings(false, 2));
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("b"), false);
    scheduler.openLine().submit(new Frame("c"), false);

    scheduler.openLine().submit(new Frame("d"), false);
    assertThat(log).containsExactly("judge busy", "FULL d");
    scheduler.openLine().submit(new Frame("urgent"), true);
    assertThat(log).containsExactly("judge busy", "FULL d", "FULL c");
    assertThat(scheduler.waitingFrames()).isEqualTo(2);

    running.finish();
    awaitLog(5);
    assertThat(log.subList(3, 5)).containsExactly("judge urgent", "judge b");
  }

  /** The order that docs/operate.md declares, one after the other. */
  @Test
  void underLoadWhatIsDeclaredToGoFirstGoesFirst() throws InterruptedException {
    restart(settings(false, 8));
    Frame running = submitRunning(scheduler.openLine(), "busy");
    FrameScheduler.Line[] lines = new FrameScheduler.Line[10];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = scheduler.openLine();
    }
    for (int i = 0; i < 4; i++) {
      lines[i].submit(new Frame("watched" + i), false);
    }
    for (int i = 4; i < 8; i++) {
      lines[i].submit(new Frame("urgent" + i), true);
    }
    lines[3].submit(new Control("ended"), false);

    lines[0].submit(new Frame("newer"), false); // first: a newer frame of the same session
    lines[8].submit(new Frame("urgent8"), true); // then: whoever is not urgent and was judged last
    lines[9].submit(new Frame("urgent9"), true);
    FrameScheduler.Line late = scheduler.openLine();
    late.submit(new Frame("late"), true); // a quarter is left to the others: an urgent one goes

    assertThat(log)
        .containsExactly(
            "judge busy",
            "SUPERSEDED watched0",
            "FULL watched3",
            "pass ended", // never dropped, and nothing is before it any more
            "FULL watched2",
            "FULL late");
    running.finish();
  }

  @Test
  void whenFullOfUrgentFramesAnUrgentNewcomerGoes() throws InterruptedException {
    restart(settings(false, 1));
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("u1"), true);
    scheduler.openLine().submit(new Frame("u2"), true);

    assertThat(log).containsExactly("judge busy", "FULL u2");
    running.finish();
  }

  @Test
  void sessionsTakeTurnsHoweverManyFramesOneOfThemSends() throws InterruptedException {
    Frame running = submitRunning(scheduler.openLine(), "busy");
    FrameScheduler.Line loud = scheduler.openLine();
    FrameScheduler.Line quiet = scheduler.openLine();
    loud.submit(new Frame("loud0"), false);
    quiet.submit(new Frame("quiet"), false);
    for (int i = 1; i < 20; i++) {
      loud.submit(new Frame("loud" + i), false);
    }
    log.clear();

    running.finish();
    awaitIdle(quiet);
    awaitIdle(loud);

    // It keeps the turn it had, and gains none.
    assertThat(log).containsExactly("judge loud19", "judge quiet");
  }

  @Test
  void urgentSessionsGoFirstButNobodyStarves() throws InterruptedException {
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("watched"), false);
    for (int i = 0; i < 8; i++) {
      scheduler.openLine().submit(new Frame("gate" + i), true);
    }
    log.clear();

    running.finish();
    awaitLog(9);

    assertThat(log.get(0)).isEqualTo("judge gate0");
    assertThat(log.indexOf("judge watched")).isEqualTo(Turns.URGENT_IN_A_ROW);
  }

  @Test
  void whenFullTheSessionThatWasJudgedLastGivesWay() throws InterruptedException {
    restart(settings(false, 2));
    FrameScheduler.Line[] lines = new FrameScheduler.Line[6];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = scheduler.openLine();
    }
    // All send in the same order each time, and two of six have their turn.
    for (int round = 0; round < 30; round++) {
      Frame running = submitRunning(scheduler.openLine(), "busy");
      for (int i = 0; i < lines.length; i++) {
        lines[i].submit(new Frame("s" + i), false);
      }
      running.finish();
      for (FrameScheduler.Line line : lines) {
        awaitIdle(line);
      }
    }

    for (int i = 0; i < lines.length; i++) {
      assertThat(Collections.frequency(log, "judge s" + i)).as("session %s", i).isEqualTo(10);
    }
  }

  @Test
  void aCrowdAtTheGateLeavesTheOthersTheirShare() throws InterruptedException {
    restart(settings(false, 8));
    FrameScheduler.Line[] watched = new FrameScheduler.Line[4];
    for (int i = 0; i < watched.length; i++) {
      watched[i] = scheduler.openLine();
    }
    for (int round = 0; round < 20; round++) {
      Frame running = submitRunning(scheduler.openLine(), "busy");
      for (int i = 0; i < 50; i++) {
        scheduler.openLine().submit(new Frame("gate"), true);
      }
      for (int i = 0; i < watched.length; i++) {
        watched[i].submit(new Frame("w" + i), false);
      }
      running.finish();
      while (scheduler.waitingFrames() > 0) {
        sleep(1);
      }
    }

    for (int i = 0; i < watched.length; i++) {
      assertThat(Collections.frequency(log, "judge w" + i)).as("session %s", i).isEqualTo(10);
    }
  }

  @Test
  void aSessionThatSendsAHundredTimesAsMuchIsJudgedNoMoreThanOthers() throws InterruptedException {
    restart(settings(false, 10));
    FrameScheduler.Line[] quiet = new FrameScheduler.Line[9];
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] = scheduler.openLine();
    }
    FrameScheduler.Line loud = scheduler.openLine();
    for (int round = 0; round < 20; round++) {
      Frame running = submitRunning(scheduler.openLine(), "busy");
      for (int i = 0; i < 100; i++) {
        loud.submit(new Frame("loud", i % 3), false);
      }
      for (int i = 0; i < quiet.length; i++) {
        quiet[i].submit(new Frame("q" + i), false);
      }
      running.finish();
      while (scheduler.waitingFrames() > 0) {
        sleep(1);
      }
    }

    for (int i = 0; i < quiet.length; i++) {
      assertThat(Collections.frequency(log, "judge q" + i)).as("session %s", i).isEqualTo(20);
    }
    assertThat(Collections.frequency(log, "judge loud")).isLessThanOrEqualTo(60);
  }

  @Test
  void aSessionThatIsReportedWhileItWaitsGoesBeforeOthers() throws InterruptedException {
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("first"), false);
    FrameScheduler.Line reported = scheduler.openLine();
    reported.submit(new Frame("second"), false);
    reported.submit(new Control("report"), true);

    running.finish();
    awaitLog(4);

    assertThat(log).containsExactly("judge busy", "judge second", "pass report", "judge first");
  }
}
