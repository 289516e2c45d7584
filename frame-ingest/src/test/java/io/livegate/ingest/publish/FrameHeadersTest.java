package io.livegate.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeadersTest {

  private static final SessionKey KEY = new SessionKey("acme", "room/ö 7");

  @ParameterizedTest
  @EnumSource(RecordKind.class)
  void whatIsWrittenIsRead(RecordKind kind) throws Exception {
    FrameHeader header =
        new FrameHeader(
            KEY, kind, "call-1", "device-2", 41, 1_790_000_000_123L, Witness.RECEIVER, "image/png");

    assertThat(FrameHeaders.read(FrameHeaders.write(header), key(KEY))).isEqualTo(header);
  }

  @Test
  void aRecordAboutAChallengeNamesIt() throws Exception {
    FrameHeader header = FrameHeader.ofChallenge(KEY, RecordKind.CHALLENGE_SHOWN, 4, 900, "2");

    assertThat(FrameHeaders.read(FrameHeaders.write(header), key(KEY))).isEqualTo(header);
    assertThat(header.kind().id()).isEqualTo("challenge-shown");
  }

  @Test
  void aRecordMaySayWhereThePersonIs() throws Exception {
    FrameHeader header =
        new FrameHeader(
            KEY, RecordKind.STARTED, null, null, 0, 1, Witness.SENDER, "image/png", null, "EU");
    assertThat(FrameHeaders.read(FrameHeaders.write(header), key(KEY))).isEqualTo(header);

    Headers wrong = valid();
    wrong.add("lg-region", "some where".getBytes(UTF_8));
    assertThat(problems(wrong, key(KEY)))
        .containsExactly(
            "lg-region must be 1 to 32 letters, digits, - and _, e.g. EU, not 'some where'");
  }

  @Test
  void aFrameMaySayWhenTheSourceTookThoseBeforeIt() throws Exception {
    FrameHeader header =
        FrameHeader.of(KEY, RecordKind.FRAME, 3, 100, "image/png")
            .withIntervals(List.of(33, 0, 60_000));
    Headers written = FrameHeaders.write(header);

    assertThat(new String(written.lastHeader("lg-intervals").value(), UTF_8))
        .isEqualTo("33,0,60000");
    assertThat(FrameHeaders.read(written, key(KEY))).isEqualTo(header);
    assertThat(valid().lastHeader("lg-intervals")).as("nothing is said of nothing").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "33,",
        "33,,33",
        "-3",
        "33, 33",
        "3.5",
        "60001",
        "999999",
        "99999999999999999999",
        "\u0663",
        "33;33"
      })
  void intervalsThatAreNoneCostTheRecord(String intervals) {
    Headers headers = valid();
    headers.add("lg-intervals", intervals.getBytes(UTF_8));

    assertThat(problems(headers, key(KEY)))
        .containsExactly(
            "lg-intervals must be 1 to 240 whole numbers from 0 to 60000 with commas between"
                + " them, e.g. 33,34,33, not '"
                + intervals
                + "'");
  }

  @Test
  void moreIntervalsThanARecordMayCarryCostItAndAreNotRepeated() {
    for (String endless : List.of("3,".repeat(240) + "3", "33,".repeat(1_000_000) + "33")) {
      Headers headers = valid();
      headers.add("lg-intervals", endless.getBytes(UTF_8));

      assertThat(problems(headers, key(KEY)))
          .singleElement()
          .asString()
          .startsWith("lg-intervals must be")
          .hasSizeLessThan(300);
    }
  }

  @Test
  void callAndDeviceMayBeLeftOut() throws Exception {
    FrameHeader header = FrameHeader.of(KEY, RecordKind.FRAME, 0, 0, "image/jpeg");

    assertThat(FrameHeaders.read(FrameHeaders.write(header), key(KEY))).isEqualTo(header);
  }

  @Test
  void onlyTenantSessionSeqAndTimeAreRequired() throws Exception {
    Headers headers = headers("lg-tenant", "t", "lg-session", "s", "lg-seq", "3");
    headers.add("lg-captured-at", "5".getBytes(UTF_8));

    FrameHeader header = FrameHeaders.read(headers, "t/s".getBytes(UTF_8));

    assertThat(header)
        .isEqualTo(
            FrameHeader.of(
                new SessionKey("t", "s"), RecordKind.FRAME, 3, 5, "application/octet-stream"));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    Headers headers =
        headers(
            "lg-kind", "picture",
            "lg-tenant", "a b",
            "lg-session", "s",
            "lg-device", "",
            "lg-seq", "-1",
            "lg-witness", "god");

    assertThat(problems(headers, null))
        .containsExactlyInAnyOrder(
            "lg-kind must be frame or control, not 'picture'",
            "tenant 'a b' must be 1 to 64 characters of A-Z a-z 0-9 . _ -",
            "lg-device must be 1 to 256 characters without control characters, not ''",
            "lg-seq must be a whole number from 0, not '-1'",
            "lg-captured-at is missing",
            "lg-witness must be sender, receiver or server, not 'god'");
  }

  @Test
  void missingIdentityIsNamed() {
    assertThat(problems(new RecordHeaders(), null))
        .contains("lg-tenant is missing", "lg-session is missing");
  }

  @Test
  void aControlRecordSaysWhich() {
    Headers headers = valid();
    headers.remove("lg-kind").add("lg-kind", "control".getBytes(UTF_8));

    assertThat(problems(headers, key(KEY)))
        .containsExactly(
            "lg-control must be one of started, ended, reported, challenge-asked, challenge-shown,"
                + " challenge-declined, erased, not missing");
  }

  @Test
  void aKeyOfAnotherSessionIsRefused() {
    assertThat(problems(valid(), "acme/other".getBytes(UTF_8)))
        .containsExactly(
            "the record key must be 'acme/room/ö 7' as in the headers, not 'acme/other'");
    assertThat(problems(valid(), null))
        .containsExactly("the record key must be 'acme/room/ö 7' as in the headers, not missing");
  }

  @Test
  void aMessageShowsNeitherControlCharactersNorEndlessText() {
    Headers headers = valid();
    headers.remove("lg-seq").add("lg-seq", ("\u001b[31m" + "9".repeat(5000)).getBytes(UTF_8));

    assertThat(problems(headers, key(KEY)))
        .singleElement()
        .asString()
        .startsWith("lg-seq must be a whole number from 0, not '?[31m999")
        .hasSizeLessThan(200);
  }

  @Test
  void aHeaderWithoutValueCountsAsMissing() {
    Headers headers = valid();
    headers.remove("lg-seq").add("lg-seq", null);

    assertThat(problems(headers, key(KEY))).containsExactly("lg-seq is missing");
  }

  private static List<String> problems(Headers headers, byte[] key) {
    return catchThrowableOfType(InvalidFrameException.class, () -> FrameHeaders.read(headers, key))
        .problems();
  }

  private static Headers valid() {
    return FrameHeaders.write(FrameHeader.of(KEY, RecordKind.FRAME, 1, 2, "image/jpeg"));
  }

  private static byte[] key(SessionKey key) {
    return key.asKey().getBytes(UTF_8);
  }

  private static Headers headers(String... namesAndValues) {
    Headers headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return headers;
  }
}
