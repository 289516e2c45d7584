package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.livegate.image.ImageHeader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class StreamSourceIT {

  private static final StreamOptions PATIENT =
      new StreamOptions(
          10,
          Duration.ofSeconds(15),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          Duration.ofMillis(500));

  @TempDir Path directory;

  @Test
  void aTransportStreamOverUdpArrivesAtTheWantedRate() throws Exception {
    String address = "udp://127.0.0.1:" + freeUdpPort();
    try (Pusher pusher = Pusher.transportStream(address + "?pkt_size=1316");
        StreamSource source = new StreamSource(address, PATIENT)) {
      assertFrames(source, 20);
      assertThat(pusher.failure()).isNull();
    }
  }

  @Test
  void aSourceComesBackWhenThePusherDoes() throws Exception {
    String address = "udp://127.0.0.1:" + freeUdpPort();
    Pusher first = Pusher.transportStream(address + "?pkt_size=1316");
    try (StreamSource source = new StreamSource(address, PATIENT)) {
      SourceFrame before = assertFrames(source, 5);
      first.close();
      CompletableFuture<Pusher> second =
          CompletableFuture.supplyAsync(
              () -> Pusher.transportStream(address + "?pkt_size=1316"),
              CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));

      SourceFrame later = null;
      while (later == null || later.mediaMillis() < before.mediaMillis() + 3000) {
        later = source.next();
        assertThat(later).as("the source must not end").isNotNull();
      }

      second.join().close();
    }
  }

  @Test
  void aConnectionOverTcpIsReadAndOpenedAgainAfterItsEnd() throws Exception {
    int port = freeTcpPort();
    String address = "tcp://127.0.0.1:" + port;
    Pusher first = Pusher.transportStream(address + "?listen=1");
    try (StreamSource source = connect(address, PATIENT)) {
      assertFrames(source, 5);
      first.close();
      try (Pusher second = Pusher.transportStream(address + "?listen=1")) {
        assertFrames(source, 20);
        assertThat(second.failure()).isNull();
      }
    }
  }

  @Test
  void rtmpArrives() throws Exception {
    String address = "rtmp://127.0.0.1:" + freeTcpPort() + "/live/secret-key";
    try (Pusher pusher =
            new Pusher(address, "flv", avcodec.AV_CODEC_ID_FLV1, Map.of("listen", "1"));
        StreamSource source = connect(address, PATIENT)) {
      assertThat(source.info().name()).doesNotContain("secret-key");
      assertFrames(source, 5);
      assertThat(pusher.failure()).isNull();
    }
  }

  @Test
  void rtpDescribedByAnSdpFileArrives() throws Exception {
    int port = freeUdpPort() & ~1; // RTP ports are even
    Path description = directory.resolve("stream.sdp");
    Files.writeString(
        description,
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video "
            + port
            + " RTP/AVP 33\n");
    try (Pusher pusher =
            new Pusher(
                "rtp://127.0.0.1:" + port, "rtp_mpegts", avcodec.AV_CODEC_ID_MPEG4, Map.of());
        StreamSource source = new StreamSource(description.toString(), PATIENT)) {
      assertFrames(source, 10);
      assertThat(pusher.failure()).isNull();
    }
  }

  @Test
  void aLiveHlsPlaylistIsSpreadOverItsTime() throws Exception {
    Path segment = Videos.write(directory.resolve("s.ts"), "mpegts", 50, 25);
    String playlist =
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n"
            + "#EXTINF:2.0,\ns.ts\n";
    HttpServer server =
        serve(
            Map.of(
                "/live.m3u8",
                playlist.getBytes(StandardCharsets.UTF_8),
                "/s.ts",
                Files.readAllBytes(segment)));
    try (StreamSource source =
        new StreamSource(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/live.m3u8?token=s3cret",
            PATIENT)) {
      assertThat(source.info().name()).endsWith("/live.m3u8?***");
      SourceFrame last = assertFrames(source, 15);
      assertThat(last.mediaMillis()).isBetween(1100L, 2500L);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aRecordingBehindAnAddressIsReadOnItsOwnClockAndEnds() throws Exception {
    Path video = Videos.write(directory.resolve("v.avi"), "avi", 75, 25);
    HttpServer server = serve(Map.of("/v.avi", Files.readAllBytes(video)));
    try (StreamSource source =
        new StreamSource("http://127.0.0.1:" + server.getAddress().getPort() + "/v.avi", PATIENT)) {
      SourceFrame last = assertFrames(source, 30);
      assertThat(last.mediaMillis()).isEqualTo(2920);
      assertThat(source.next()).isNull();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPlaylistCannotReachLocalFiles() throws Exception {
    Path segment = Videos.write(directory.resolve("private.ts"), "mpegts", 50, 25);
    String playlist =
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\nfile:" + segment + "\n#EXT-X-ENDLIST\n";
    HttpServer server = serve(Map.of("/live.m3u8", playlist.getBytes(StandardCharsets.UTF_8)));
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/live.m3u8";
    try {
      assertThatThrownBy(
              () -> {
                try (StreamSource source = new StreamSource(address, impatient())) {
                  source.next();
                }
              })
          .isInstanceOf(SourceException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nobodyAnsweringIsSaidWithinTheLimit() throws Exception {
    String silentUdp = "udp://127.0.0.1:" + freeUdpPort();
    long begun = System.nanoTime();

    assertThatThrownBy(() -> new StreamSource(silentUdp, impatient()))
        .isInstanceOf(SourceException.class)
        .hasMessage(silentUdp + ": no answer within 1.0 s");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsSaidWithinTheLimitForEveryProtocol() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (String scheme : new String[] {"rtsp", "rtmp", "http", "tcp"}) {
        String address = scheme + "://127.0.0.1:" + mute.getLocalPort() + "/live/x";
        long begun = System.nanoTime();

        assertThatThrownBy(() -> new StreamSource(address, impatient()))
            .isInstanceOf(SourceException.class)
            .hasMessageContaining("no answer within 1.0 s");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
      }
    }
  }

  @Test
  void aRefusedConnectionIsSaidAtOnceWithoutTheCredentials() throws Exception {
    String address = "rtsp://admin:hunter2@127.0.0.1:" + freeTcpPort() + "/cam?token=abc";

    assertThatThrownBy(() -> new StreamSource(address, impatient()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("***@127.0.0.1")
        .message()
        .doesNotContain("hunter2", "admin", "abc");
  }

  @Test
  void aDeadStreamIsGivenUpAfterItsTime() throws Exception {
    String address = "udp://127.0.0.1:" + freeUdpPort();
    StreamOptions options =
        new StreamOptions(
            10,
            Duration.ofSeconds(15),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMillis(100));
    Pusher pusher = Pusher.transportStream(address + "?pkt_size=1316");
    try (StreamSource source = new StreamSource(address, options)) {
      assertFrames(source, 2);
      pusher.close();

      assertThatThrownBy(
              () -> {
                while (source.next() != null) {
                  // frames still under way
                }
              })
          .hasMessageContaining("given up after")
          .hasMessageContaining("giveUpAfter = 1.0 s")
          .hasMessageContaining("no answer within");
      assertThat(source.next()).isNull();
    }
  }

  @Test
  void closingFromAnotherThreadEndsAWaitingRead() throws Exception {
    String address = "udp://127.0.0.1:" + freeUdpPort();
    Pusher pusher = Pusher.transportStream(address + "?pkt_size=1316");
    StreamSource source = new StreamSource(address, PATIENT);
    assertFrames(source, 2);
    pusher.close();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (source.next() != null) {
                  // until closed
                }
              } catch (SourceException e) {
                throw new AssertionError(e);
              }
            });
    Thread.sleep(500);

    source.close();

    reading.get(30, TimeUnit.SECONDS);
  }

  private static SourceFrame assertFrames(FrameSource source, int count) throws Exception {
    SourceFrame last = null;
    for (int i = 0; i < count; i++) {
      SourceFrame frame = source.next();
      assertThat(frame).as("frame " + i).isNotNull();
      ImageHeader header = ImageHeader.parse(frame.encoded());
      assertThat(header.width()).isEqualTo(160);
      assertThat(header.height()).isEqualTo(120);
      if (last != null) {
        assertThat(frame.mediaMillis()).isGreaterThanOrEqualTo(last.mediaMillis());
      }
      last = frame;
    }
    return last;
  }

  /** The other side listens a moment after it was told to. */
  private static StreamSource connect(String address, StreamOptions options) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        return new StreamSource(address, options);
      } catch (SourceException e) {
        if (System.nanoTime() > until) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static StreamOptions impatient() {
    return new StreamOptions(
        10,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(50),
        Duration.ofMillis(100));
  }

  private static HttpServer serve(Map<String, byte[]> files) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    files.forEach(
        (path, bytes) ->
            server.createContext(
                path,
                exchange -> {
                  exchange.sendResponseHeaders(200, bytes.length);
                  exchange.getResponseBody().write(bytes);
                  exchange.close();
                }));
    server.start();
    return server;
  }

  private static int freeTcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
