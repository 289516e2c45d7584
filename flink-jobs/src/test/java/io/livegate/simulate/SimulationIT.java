package io.livegate.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimulationIT {

  @Test
  void aThousandSessionsAreDecidedAndTheirStateStaysBelowTwoKilobytesEach() throws Exception {
    String policy = Files.readString(Path.of("../policies/default.yaml"));
    PipelineConfig config = PipelineConfig.defaults().withTime(TimeAxis.MEDIA);

    Measured measured = new Simulation(config, policy).run(1000);

    assertThat(measured.records()).isEqualTo(1000L * Simulation.FRAMES);
    // 920 admitted, 20 of them blurred; 50 refused; 30 coached and refused at the time-out.
    assertThat(measured.events()).isEqualTo(1050);
    assertThat(measured.bytesPerSession()).isBetween(100.0, 2048.0);
  }
}
