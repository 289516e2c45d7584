package io.livegate.ingest.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadPoseTest {

  /** A head somewhat longer, narrower and flatter of nose than the generic one. */
  private static final double[][] SOMEBODY = {
    {-3.0, -2.8, 3.5}, {3.0, -2.8, 3.5}, {0, 1.0, 7.0}, {-2.3, 4.6, 4.1}, {2.3, 4.6, 4.1}
  };

  @Test
  void yawIsSignedAndTrueUpToTheProfile() {
    for (int yaw = -85; yaw <= 85; yaw += 5) {
      HeadPose pose = HeadPose.of(face(yaw, 0, 0, 20));
      assertThat(pose.yaw()).as("yaw %d", yaw).isCloseTo(yaw, within(5.0));
      assertThat(pose.pitch()).as("pitch at yaw %d", yaw).isCloseTo(0, within(5.0));
    }
  }

  @Test
  void pitchIsPositiveWhenLookingUp() {
    for (int pitch = -40; pitch <= 40; pitch += 10) {
      HeadPose pose = HeadPose.of(face(0, pitch, 0, 20));
      assertThat(pose.pitch()).as("pitch %d", pitch).isCloseTo(pitch, within(8.0));
      assertThat(pose.yaw()).as("yaw at pitch %d", pitch).isCloseTo(0, within(1.0));
    }
  }

  @Test
  void neitherTiltNorDistanceChangesAnything() {
    HeadPose upright = HeadPose.of(face(35, -10, 0, 20));
    for (int roll : new int[] {-60, -25, 25, 60}) {
      for (double scale : new double[] {4, 20, 60}) {
        HeadPose pose = HeadPose.of(face(35, -10, roll, scale));
        assertThat(pose.yaw()).as("roll %d", roll).isCloseTo(upright.yaw(), within(0.1));
        assertThat(pose.pitch()).as("roll %d", roll).isCloseTo(upright.pitch(), within(0.1));
      }
    }
  }

  @Test
  void whatSpansNothingHasNoPose() {
    assertThat(HeadPose.of(new Face(0, 0, 10, 10, 1, null, 0))).isNull();
    assertThat(HeadPose.of(new Face(0, 0, 10, 10, 1, new float[10], 0))).isNull();
  }

  @Test
  void aRealHeadThatTurnsToBothProfilesIsFollowedThere() throws Exception {
    Path clip = SharedMedia.at("dev/live/anit-spoofing__real.mp4");
    ModelCard card = ModelCards.bundled().get("yunet-n");
    double least = 0;
    double most = 0;
    double straight = 0;
    try (FaceFinder finder = new ModelFaceFinder(card, SharedModels.storeWith(card));
        FileSource source = new FileSource(clip, 2)) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        List<Face> faces =
            finder.find(
                ImageDecoder.decode(frame.encoded(), ImageHeader.parse(frame.encoded()), 640));
        double yaw = HeadPose.of(faces.get(0)).yaw();
        least = Math.min(least, yaw);
        most = Math.max(most, yaw);
        if (frame.mediaMillis() < 6_000) {
          straight = Math.max(straight, Math.abs(yaw));
        }
      }
    }
    assertThat(straight).as("facing the camera").isLessThan(15);
    assertThat(least).as("towards the picture's left").isLessThan(-50);
    assertThat(most).as("towards the picture's right").isGreaterThan(70);
  }

  /** Turned about its long axis, then nodded, then tilted; scaled orthographic projection. */
  private static Face face(double yaw, double pitch, double roll, double scale) {
    float[] at = new float[10];
    double y = Math.toRadians(yaw);
    double p = Math.toRadians(pitch);
    double r = Math.toRadians(roll);
    for (int i = 0; i < SOMEBODY.length; i++) {
      double x = SOMEBODY[i][0] * Math.cos(y) + SOMEBODY[i][2] * Math.sin(y);
      double z = SOMEBODY[i][2] * Math.cos(y) - SOMEBODY[i][0] * Math.sin(y);
      double v = SOMEBODY[i][1] * Math.cos(p) - z * Math.sin(p);
      at[2 * i] = (float) (300 + scale * (x * Math.cos(r) - v * Math.sin(r)));
      at[2 * i + 1] = (float) (200 + scale * (x * Math.sin(r) + v * Math.cos(r)));
    }
    return new Face(250, 150, 100, 100, 1, at, 0);
  }
}
