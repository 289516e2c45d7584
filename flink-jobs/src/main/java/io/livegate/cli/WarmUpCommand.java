package io.livegate.cli;

import io.livegate.cli.demo.GeneratedSource;
import io.livegate.cli.demo.GeneratedSource.Scene;
import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.ReportJson;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * {@code livegate warm-up}: judges a second of generated video and says nothing. The launcher runs
 * it once after a build, to let the JVM record the classes that a start needs.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  private final Console console;

  WarmUpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    PipelineChoice.Pipeline pipeline = new PipelineChoice().read(TimeAxis.MEDIA);
    try (Progress progress = new Progress(console);
        Embedded system = Embedded.start(pipeline, progress::note);
        JudgeRun run = new JudgeRun(system.target(), new JudgeRun.Order.Apart(2), progress::note)) {
      system.onFailure(run::fail);
      run.judge(
          List.of(
              new JudgeRun.Input("wall", () -> new GeneratedSource(Scene.WALL, 1)),
              new JudgeRun.Input("frozen", () -> new GeneratedSource(Scene.FROZEN, 1))),
          judged -> console.out().println(ReportJson.line(judged.report())));
    }
    return ExitCode.OK;
  }
}
