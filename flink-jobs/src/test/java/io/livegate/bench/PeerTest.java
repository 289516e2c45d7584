package io.livegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.bench.PeerFrames.PeerFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerTest {

  private static final List<PeerFrame> FRAMES =
      List.of(
          new PeerFrame("a", new byte[] {'{', '\n', '"'}, Map.of("face.present", 0.0)),
          new PeerFrame("b", new byte[100_000], Map.of("liveness.live", 0.5)));

  private static String countingPeer() throws Exception {
    Path classes =
        Path.of(CountingPeer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return "'%s' -Xmx64m -cp '%s' %s".formatted(java, classes, CountingPeer.class.getName());
  }

  @Test
  void isSentEveryFrameWithTheScoresThatWereGiven() throws Exception {
    try (Peer peer = Peer.start(countingPeer(), FRAMES)) {
      JsonNode says = new ObjectMapper().readTree(peer.says());

      assertThat(says.path("frames").asInt()).isEqualTo(2);
      assertThat(says.path("bytes").asInt()).isEqualTo(100_003);
      assertThat(says.path("last").path("session").asText()).isEqualTo("b");
      assertThat(says.path("last").path("scores").path("liveness.live").asDouble()).isEqualTo(0.5);
    }
  }

  @Test
  void isTimedFromQuestionToAnswer() throws Exception {
    try (Peer peer = Peer.start(countingPeer(), FRAMES)) {
      Peer.Seen seen = peer.judge(10);

      assertThat(seen.perSecond()).isPositive().isLessThan(10 / 0.020);
      assertThat(seen.cpuMillis()).isNotNegative();
    }
  }

  @Test
  void thatEndsIsNamedByItsCommand() {
    assertThatThrownBy(() -> Peer.start("exit 3", FRAMES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the peer 'exit 3'");
  }

  @Test
  void thatAnswersWithSomethingElseIsQuoted() {
    assertThatThrownBy(() -> Peer.start("echo hello; cat >/dev/null", FRAMES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no JSON object: hello");
  }

  @Test
  void thatJudgesFewerFramesThanItWasAskedIsNotTimed() {
    String lazy = "head -n 1 >/dev/null; echo '{}'; echo '{\"judged\":1}'; cat >/dev/null";
    try (Peer peer = Peer.start(lazy, FRAMES)) {
      assertThatThrownBy(() -> peer.judge(2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("judge 2 frames");
    }
  }
}
