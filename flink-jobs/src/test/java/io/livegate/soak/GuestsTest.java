package io.livegate.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.livegate.drill.Pictures;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuestsTest {

  private static final long GATE_MILLIS = 8_000;
  private static final Pictures PICTURES =
      new Pictures(List.of(new byte[] {1}), List.of(new byte[] {2}), List.of());

  private final List<EncodedFrame> sent = new ArrayList<>();
  private final Guests guests = new Guests(PICTURES, GATE_MILLIS, sent::add);

  @Test
  void there_are_always_as_many_and_they_come_and_go() {
    guests.resize(20, 0);
    run(0, 600_000);

    Map<SessionKey, List<EncodedFrame>> sessions = bySession();
    assertThat(guests.came()).isEqualTo(sessions.size());
    // 20 at a time, a minute each, for ten minutes.
    assertThat(guests.came()).isEqualTo(200);
    assertThat(sessions.keySet()).extracting(SessionKey::tenant).contains("soak-0", "soak-3");
    long ended =
        sessions.values().stream().filter(session -> last(session) == RecordKind.ENDED).count();
    long present = 20;
    double vanished = (double) (sessions.size() - present - ended) / (sessions.size() - present);
    assertThat(vanished).isBetween(0.18, 0.22);
  }

  @Test
  void a_session_begins_and_sends_ten_frames_a_second_at_the_gate_and_two_after_it() {
    guests.resize(1, 0);
    run(0, 18_000);

    List<EncodedFrame> session = bySession().values().iterator().next();
    assertThat(session.get(0).header().kind()).isEqualTo(RecordKind.STARTED);
    assertThat(frames(session, 0, GATE_MILLIS)).isBetween(79L, 81L);
    assertThat(frames(session, GATE_MILLIS, 18_000)).isBetween(19L, 21L);
    assertThat(session).extracting(each -> each.header().seq()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void one_minute_is_like_the_other() {
    guests.resize(16, 0);
    run(0, 300_000);

    assertThat(frames(sent, 120_000, 180_000)).isEqualTo(frames(sent, 240_000, 300_000));
    assertThat(frames(sent, 120_000, 130_000))
        .isCloseTo(frames(sent, 170_000, 180_000), withinPercentage(3));
  }

  @Test
  void those_that_are_too_many_end_at_once() {
    guests.resize(5, 0);
    run(0, 60_000);
    guests.resize(2, 60_000);

    assertThat(sent).filteredOn(each -> each.header().kind() == RecordKind.ENDED).hasSize(3);
  }

  private void run(long from, long to) {
    for (long now = from; now < to; now += 20) {
      guests.tick(now);
    }
  }

  private Map<SessionKey, List<EncodedFrame>> bySession() {
    Map<SessionKey, List<EncodedFrame>> sessions = new HashMap<>();
    sent.forEach(
        each -> sessions.computeIfAbsent(each.header().key(), k -> new ArrayList<>()).add(each));
    return sessions;
  }

  private static RecordKind last(List<EncodedFrame> session) {
    return session.get(session.size() - 1).header().kind();
  }

  private static long frames(List<EncodedFrame> session, long from, long to) {
    return session.stream()
        .map(EncodedFrame::header)
        .filter(header -> header.kind() == RecordKind.FRAME)
        .filter(header -> header.capturedAtMillis() >= from && header.capturedAtMillis() < to)
        .count();
  }
}
