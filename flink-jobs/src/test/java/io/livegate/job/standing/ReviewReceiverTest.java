package io.livegate.job.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.standing.Review;
import io.livegate.policy.standing.Review.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewReceiverTest {

  private static final String GOOD =
      """
      {"tenant": "t", "eventId": "e", "session": "s", "device": "d", "outcome": "overturned",
       "by": "ann", "atMillis": 5000, "note": "a poster", "later": "field"}
      """;

  @Test
  void aReviewIsReadAndNotBelievedToBeOfTheFuture() {
    assertThat(read(GOOD).review())
        .isEqualTo(
            new Review(
                "e", "t", "s", "d", Outcome.OVERTURNED, "ann", 4000, "a poster", false, "r/0/7"));
    assertThat(read(GOOD).about()).isEqualTo("t/device/d");
    assertThat(read(GOOD.replace("\"device\": \"d\",", "")).about()).isEqualTo("t/session/s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "tenant": "t"            | "tenant": "a/b"                                 | tenant
          "eventId": "e",          |                                                  | eventId
          "outcome": "overturned"  | "outcome": "maybe"                              | outcome
          "by": "ann"              | "by": ""                                        | by
          "atMillis": 5000         | "atMillis": "noon"                              | atMillis
          "by": "ann"              | "by": "ann", "permanentBan": true               | upheld only
          "device": "d", "outcome": "overturned" | "outcome": "upheld", "permanentBan": true | no device
          "tenant": "t"            | "tenant": "livegate-probe"                      | probe
          """)
  void whatIsNoReviewIsToldWithItsProblem(String part, String instead, String problem) {
    ReviewRecord record = read(GOOD.replace(part, instead == null ? "" : instead));

    assertThat(record.review()).isNull();
    assertThat(record.problems()).anySatisfy(it -> assertThat(it).contains(problem));
  }

  @Test
  void aReviewOfASessionThatCannotBeIsToldOfAndStopsNothing() {
    String longer = "\uD83D\uDE00".repeat(600); // of 600 characters, as JSON Schema counts them
    assertThat(read(GOOD.replace("\"s\"", "\"s\\n\"")).problems()).hasSize(1);
    assertThat(read(GOOD.replace("\"t\"", "\"t\\n\"")).problems()).hasSize(1);
    assertThat(read(GOOD.replace("\"s\"", "\"" + longer + "\"")).problems())
        .singleElement()
        .asString()
        .startsWith("session must be 1 to 1024 characters");
  }

  @Test
  void whatIsNotJsonIsAProblemAndNoFailure() {
    assertThat(read("{").problems()).containsExactly("it is not JSON");
    assertThat(new ReviewReceiver().read(null, 4000, "r/0/7").problems()).hasSize(1);
    assertThat(read("x".repeat(40_000)).problems()).hasSize(1);
  }

  private static ReviewRecord read(String json) {
    return new ReviewReceiver().read(json.getBytes(StandardCharsets.UTF_8), 4000, "r/0/7");
  }
}
