package io.livegate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.cluster.ClusterState.Role;
import io.livegate.drill.Account;
import io.livegate.drill.Pictures;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drill is made of, beside the comparison. */
class DrillPartsTest {

  private static final String METRICS =
      """
      # TYPE flink_taskmanager_job_task_operator_livegate_framesReceived gauge
      flink_taskmanager_job_task_operator_livegate_framesReceived{subtask_index="0",} 6.0
      flink_taskmanager_job_task_operator_livegate_framesReceived{subtask_index="1",} 4.0
      flink_taskmanager_job_task_operator_livegate_framesInFlight{subtask_index="0",} 0.0
      flink_taskmanager_job_task_operator_livegate_framesUnaccounted{subtask_index="0",} 0.0
      flink_taskmanager_job_task_operator_livegate_fate_frames{fate="judged",subtask_index="0",} 6.0
      flink_taskmanager_job_task_operator_livegate_fate_frames{fate="lost",subtask_index="1",} 3.0
      flink_taskmanager_job_task_operator_livegate_fate_frames{fate="after_end",subtask_index="1",} 1.0
      """;

  @Test
  void of_twenty_kills_each_process_gets_five_at_least() {
    for (long seed = 0; seed < 50; seed++) {
      List<Role> victims = Killer.victims(20, new Random(seed));
      assertThat(victims).hasSize(20);
      for (Role role : List.of(Role.TASK_MANAGER, Role.JOB_MANAGER, Role.BROKER)) {
        assertThat(Collections.frequency(victims, role)).isGreaterThanOrEqualTo(5);
      }
    }
    assertThat(Killer.victims(3, new Random(1))).doesNotHaveDuplicates();
  }

  @Test
  void a_picture_is_still_one_with_the_marker_in_it() throws Exception {
    Pictures pictures = Pictures.withMarker("the-marker", List.of());

    assertThat(pictures.moving()).allSatisfy(DrillPartsTest::isPicture);
    assertThat(pictures.black()).allSatisfy(DrillPartsTest::isPicture);
  }

  private static void isPicture(byte[] jpeg) throws Exception {
    assertThat(new String(jpeg, StandardCharsets.ISO_8859_1)).contains("the-marker");
    assertThat(ImageHeader.parse(jpeg, ImageLimits.DEFAULT).width()).isEqualTo(320);
  }

  @Test
  void finds_a_marker_also_across_two_pieces_of_a_file(@TempDir Path folder) throws IOException {
    byte[] large = new byte[(1 << 20) + 500];
    byte[] marker = "the-marker".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(marker, 0, large, (1 << 20) - 4, marker.length);
    Files.createDirectories(folder.resolve("deep/deeper"));
    Files.write(folder.resolve("deep/deeper/large"), large);
    Files.writeString(folder.resolve("deep/small"), "a frame: the-marker");
    Files.writeString(folder.resolve("innocent"), "the-market, the the-marke");
    Files.writeString(folder.resolve("excepted"), "the-marker");

    MarkerSearch search = new MarkerSearch("the-marker");
    search.below(folder, file -> !file.endsWith("excepted"));

    assertThat(search.found())
        .containsExactlyInAnyOrder(
            folder.resolve("deep/deeper/large"), folder.resolve("deep/small"));
  }

  @Test
  void the_account_holds_when_everybody_tells_of_the_same_frames() {
    Account account = Account.of(METRICS);

    assertThat(account.received()).isEqualTo(10);
    assertThat(account.fates().judged()).isEqualTo(6);
    assertThat(account.fates().lost()).isEqualTo(3);
    assertThat(account.fates().afterEnd()).isEqualTo(1);
    assertThat(account.holds(10, told(6, 3))).isTrue();
  }

  @Test
  void the_account_does_not_hold_when_a_frame_is_missing_anywhere() {
    assertThat(Account.of(METRICS).holds(11, told(6, 3))).isFalse();
    assertThat(Account.of(METRICS).holds(10, told(6, 2))).isFalse();
    assertThat(Account.of(METRICS).holds(10, told(7, 3))).isFalse();
    assertThat(
            Account.of(
                    METRICS.replace(
                        "framesUnaccounted{subtask_index=\"0\",} 0",
                        "framesUnaccounted{subtask_index=\"0\",} 1"))
                .holds(10, told(6, 3)))
        .isFalse();
  }

  private static List<List<Signals>> told(int judged, int lost) {
    FrameCounts counts = FrameCounts.ZERO;
    for (int i = 0; i < judged; i++) {
      counts = counts.plus(FrameFate.JUDGED);
    }
    for (int i = 0; i < lost; i++) {
      counts = counts.plus(FrameFate.LOST);
    }
    SessionKey key = new SessionKey("drill", "one");
    FrameHeader header = FrameHeader.of(key, RecordKind.ENDED, 0, 0, "image/jpeg");
    return List.of(List.of(Signals.of(header, 0, Quality.NONE, List.of(), List.of(), counts)));
  }

  @Test
  void says_it_in_one_line_with_these_fields_only() {
    DrillResult result =
        new DrillResult(
            List.of(Role.BROKER, Role.TASK_MANAGER, Role.BROKER),
            1234,
            new DrillResult.Findings(100, 101, 0, 1, 3, 2),
            true,
            List.of(9000L, 4000L, 7000L, 8000L),
            0,
            true);

    assertThat(result.json())
        .isEqualTo(
            "{\"kills\":3,\"killsByProcess\":{\"taskmanager\":1,\"jobmanager\":0,\"broker\":2},"
                + "\"framesSent\":1234,\"actionsExpected\":100,\"actions\":101,\"lost\":0,"
                + "\"duplicated\":1,\"unexplained\":3,\"violationsWithoutAction\":2,"
                + "\"accountingHolds\":true,\"recoveryMillis\":{\"p50\":7500,\"max\":9000},"
                + "\"frameBytesFoundOnDisk\":0,\"searchWorks\":true,\"holds\":false}");
  }
}
