package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pure parts of the sources: addresses, pauses, pacing, picking, turning. */
class SourcePartsTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://admin:pw@cam/stream?token=1, rtsp://***@cam/stream?***",
    "rtmp://live.example/app/my-key, rtmp://live.example/app/***",
    "RTMPS://u:p@live.example:443/app/key?x=y, RTMPS://***@live.example:443/app/***",
    "https://host/live.m3u8, https://host/live.m3u8",
    "http://u:p@host/a#frag=secret, http://***@host/a#***",
    "https://user:p/pw@host/h, https://***",
    "https://user:p#pw@host, https://***",
    "https://user:p@pw/pw@host, https://***",
    "https://host/a.m3u8?user=a@b.com&token=secret, https://***",
    "rtmp://host/app/key@secret, rtmp://***",
    "https//user:pw@host/h, ***",
    "//user:pw@host/h, //***@host/h",
    "https:user:pw@host/h, https:***@host/h",
    "user:pw@host/h, user:***@host/h",
    "udp://239.0.0.1:1234, udp://239.0.0.1:1234"
  })
  void addressesAreShownWithoutTheirSecrets(String url, String shown) {
    assertThat(Addresses.shown(url)).startsWith(shown).doesNotContain("pw", "token", "secret");
  }

  @Test
  void noAddressMayReachLocalFiles() throws Exception {
    for (String scheme :
        new String[] {"rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "tcp", "udp"}) {
      assertThat(Addresses.protocols(scheme + "://x/y").split(","))
          .doesNotContain("file", "concat", "data", "subfile", "pipe");
    }
  }

  @Test
  void anUnknownAddressIsToldWhatIsRead() {
    assertThatThrownBy(() -> new StreamSource("ftp://u:p@host/x"))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("ftp://***@host/x: is not an address of rtsp, rtsps, rtmp");
    assertThatThrownBy(() -> new StreamSource("rtp://host:5004"))
        .hasMessageContaining("give the path of its .sdp file");
  }

  @Test
  void pausesDoubleUpToTheirLimitAndAreShortenedByChance() {
    ReconnectPauses longest =
        new ReconnectPauses(Duration.ofMillis(100), Duration.ofMillis(500), () -> 0);
    assertThat(longest.next()).hasMillis(100);
    assertThat(longest.next()).hasMillis(200);
    assertThat(longest.next()).hasMillis(400);
    assertThat(longest.next()).hasMillis(500);
    assertThat(longest.next()).hasMillis(500);
    longest.reset();
    assertThat(longest.next()).hasMillis(100);

    assertThat(new ReconnectPauses(Duration.ofMillis(100), Duration.ofMillis(500), () -> 1).next())
        .hasMillis(50);
  }

  @Test
  void lumpsAreHeldBackAndANewTimeLineIsNot() {
    Pacer pacer = new Pacer();
    assertThat(pacer.ahead(5_000_000, 0)).isZero();
    assertThat(pacer.ahead(7_000_000, 1_000_000)).hasMillis(1999);
    assertThat(pacer.ahead(900_000_000, 2_000_000)).as("a jump ahead").isZero();
    assertThat(pacer.ahead(0, 3_000_000)).as("a jump back").isZero();
    assertThat(pacer.ahead(40_000, 3_000_000)).hasMillis(40);
  }

  @Test
  void aSlowVideoWithHostileTimeStampsIsStillThinned() {
    FramePicker picker = new FramePicker(10, 1);
    int picked = 0;
    for (int i = 0; i < 10_000; i++) {
      picked += picker.pick(i * 100L) ? 1 : 0; // 10 000 frames in a second of media
    }
    assertThat(picked).isLessThanOrEqualTo(20);
  }

  @Test
  void mediaTimeNeverDecreasesWhateverTheContainerSays() {
    FramePicker picker = new FramePicker(10, 25);
    long last = 0;
    for (long micros :
        new long[] {Long.MIN_VALUE, 5_000_000, 1, Long.MIN_VALUE, Long.MAX_VALUE, 7}) {
      picker.pick(micros);
      assertThat(picker.mediaMillis()).isGreaterThanOrEqualTo(last);
      last = picker.mediaMillis();
    }
  }

  @Test
  void framesWithoutTimeStampsAreTakenAtTheVideosOwnRate() {
    FramePicker picker = new FramePicker(10, 20);
    int picked = 0;
    for (int i = 0; i < 40; i++) {
      picked += picker.pick(Long.MIN_VALUE) ? 1 : 0;
    }
    assertThat(picked).isEqualTo(20);
    assertThat(picker.mediaMillis()).isEqualTo(1950);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, abcdef", //
    "0, 1, -1, 0, daebfc",
    "-1, 0, 0, -1, fedcba",
    "0, -1, 1, 0, cfbead",
    "-1, 0, 0, 1, cbafed",
    "1, 0, 0, -1, defabc",
    "0, 1, 1, 0, adbecf",
    "0, -1, -1, 0, fcebda"
  })
  void allEightWaysToShowAPictureAreRight(int a, int b, int c, int d, String shown) {
    DisplayMatrix matrix =
        DisplayMatrix.of(new int[] {a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30});

    assertThat(text(matrix.apply(pixels("abcdef"), 3, 2))).isEqualTo(shown);
  }

  @Test
  void aMatrixThatIsNoQuarterTurnIsLeftAlone() {
    assertThat(DisplayMatrix.of(new int[9])).isEqualTo(DisplayMatrix.UPRIGHT);
    assertThat(DisplayMatrix.of(new int[] {50000, 50000, 0, -50000, 50000, 0, 0, 0, 0}))
        .isEqualTo(DisplayMatrix.UPRIGHT);
    assertThat(DisplayMatrix.of(new int[] {1 << 17, 0, 0, 0, 1 << 17, 0, 0, 0, 0}))
        .isEqualTo(DisplayMatrix.UPRIGHT);
  }

  @Test
  void streamOptionsNameEverythingWrongWithThem() {
    assertThatThrownBy(
            () ->
                new StreamOptions(
                    -1,
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(-1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)))
        .hasMessageContaining("framesPerSecond must be 0.01 to 240, not -1.0")
        .hasMessageContaining("openTimeout must be 1 ms to 24 hours, not PT0S")
        .hasMessageContaining("giveUpAfter must not be negative: PT-1S");
  }

  private static byte[] pixels(String letters) {
    byte[] bgr = new byte[letters.length() * 3];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) letters.charAt(i / 3);
    }
    return bgr;
  }

  private static String text(byte[] bgr) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < bgr.length; i += 3) {
      letters.append((char) bgr[i]);
    }
    return letters.toString();
  }
}
