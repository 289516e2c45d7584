package io.livegate.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.Detector;
import io.livegate.detector.DetectorContract;
import io.livegate.detector.FrameView;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContentClassifierTest {

  private static final List<ModelCard> CARDS =
      List.of(ModelCards.bundled().get("nsfw-mobilenet-v2"));

  @Nested
  class WithItsModels extends DetectorContract {

    @Override
    protected Detector detector() {
      return ContentClassifier.open(CARDS, SharedModels.storeWith(CARDS.toArray(ModelCard[]::new)));
    }

    @Override
    protected boolean inRange(String score, double value) {
      return value >= 0 && value <= 1;
    }
  }

  @Nested
  class WithoutItsModels extends DetectorContract {

    @Override
    protected Detector detector() {
      return without();
    }
  }

  @Test
  void saysWhichModelIsMissingAndAnswersUnavailable() {
    try (ContentClassifier detector = without()) {
      assertThat(detector.unavailable())
          .hasSize(1)
          .first()
          .asString()
          .contains("nsfw-mobilenet-v2");
      LaneSignal signal =
          detector.openSession().judge(new FrameView(TestImages.scene(320, 240, 0), List.of(), 0));
      assertThat(signal.status()).isEqualTo(LaneStatus.UNAVAILABLE);
      assertThat(signal.reasons()).contains(ReasonCode.MODEL_UNAVAILABLE);
    }
  }

  private static ContentClassifier without() {
    return ContentClassifier.open(CARDS, new ModelStore(Path.of("target/no-cache"), List.of()));
  }
}
