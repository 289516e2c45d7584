package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.livegate.testing.TinyOnnx;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PReluRewriteTest {

  private static final int FLOAT32 = 1;
  private static final int FLOAT16 = 10;
  private static final int SIDE = 5;

  @Test
  void aRewrittenModelGivesWhatTheFileGives() throws OrtException {
    float[] slopes = {-0.5f, 0.25f, 1.75f};
    byte[] file = TinyOnnx.prelu(SIDE, "out", FLOAT32, slopes);
    byte[] rewritten = PReluRewrite.of(file);
    assertThat(rewritten).isNotNull();
    assertThat(new String(rewritten, StandardCharsets.ISO_8859_1)).doesNotContain("PRelu");
    float[] input = new float[3 * SIDE * SIDE];
    Random random = new Random(4);
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.nextGaussian() * 10;
    }
    float[] expected = run(file, input);
    float[] actual = run(rewritten, input);
    for (int i = 0; i < input.length; i++) {
      float slope = input[i] < 0 ? slopes[i / (SIDE * SIDE)] : 1;
      assertThat(expected[i]).isEqualTo(input[i] * slope);
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void aModelWithoutParametricRelusIsLeftAlone() {
    assertThat(PReluRewrite.of(TinyOnnx.echo(SIDE, "out"))).isNull();
  }

  @Test
  void slopesThatAreNot32BitFloatsAreLeftAlone() {
    assertThat(PReluRewrite.of(TinyOnnx.prelu(SIDE, "out", FLOAT16, 0.5f, 0.5f, 0.5f))).isNull();
  }

  @Test
  void whatIsNoModelIsLeftToTheRuntimeToRefuse() {
    byte[] file = TinyOnnx.prelu(SIDE, "out", FLOAT32, 0.1f, 0.2f, 0.3f);
    for (int length = 1; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThat(PReluRewrite.of(cut)).as("cut after %d bytes", length).isNull();
    }
    assertThat(PReluRewrite.of(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1})).isNull();
    assertThat(PReluRewrite.of("not a model".getBytes(StandardCharsets.UTF_8))).isNull();
  }

  private static float[] run(byte[] model, float[] input) throws OrtException {
    OrtEnvironment environment = Environments.get();
    FloatTensor tensor = FloatTensor.allocate(1, 3, SIDE, SIDE);
    tensor.data().put(0, input);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(model, options);
        OnnxTensor value = OnnxTensor.createTensor(environment, tensor.data(), tensor.shape());
        OrtSession.Result result = session.run(Map.of("input", value))) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
    }
  }
}
