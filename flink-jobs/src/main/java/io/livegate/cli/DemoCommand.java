package io.livegate.cli;

import io.livegate.cli.demo.GeneratedSource;
import io.livegate.cli.demo.GeneratedSource.Scene;
import io.livegate.cli.demo.Role;
import io.livegate.cli.demo.SampleClips;
import io.livegate.cli.session.LiveFeeds;
import io.livegate.cli.session.SourceOpener;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate demo}: sessions being judged, live in the terminal. */
@Command(
    name = "demo",
    header = "Watch sessions being judged, live in the terminal.",
    description = {
      "",
      "Plays the sample clips of ../shared/media/dev when they are there, or your own files, streams"
          + " and cameras, in real time beside generated streams: a wall, a covered lens, a frozen"
          + " picture. Everything runs in this process."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "With your camera: ./livegate demo camera:0"})
final class DemoCommand implements Callable<Integer> {

  private static final int GENERATED_SECONDS = 15;

  private final Console console;

  @Parameters(
      paramLabel = "FILE|DIR|URL",
      arity = "0..*",
      description = "Files, folders, rtsp:// rtmp:// http(s):// addresses, .sdp files, camera:N.")
  private List<String> inputs = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "End after this time at the latest, 1 to 86400 (default: ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(names = "--no-tty", description = "Lines instead of a screen.")
  private boolean noTty;

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (seconds < 1 || seconds > 86_400) {
      throw CliFailure.usage("--seconds takes 1 to 86400, not " + seconds + ".");
    }
    List<Role> cast = cast();
    PipelineChoice.Pipeline pipeline = chosen.read(TimeAxis.BROKER);
    Show show = new Show(console, !noTty && console.outIsTerminal());
    try (Shutdown shutdown = new Shutdown();
        Embedded system = start(pipeline);
        LiveFeeds feeds = new LiveFeeds(system.target())) {
      system.onFailure(feeds::fail);
      warmUp(show, feeds, shutdown);
      show.play(cast, feeds, seconds * 1000L, shutdown);
      Throwable failure = feeds.failure();
      if (failure != null) {
        throw CliFailure.failed(String.valueOf(failure.getMessage()), failure);
      }
    }
    return ExitCode.OK;
  }

  /** With a face, where there is one: most of the work is done on faces. */
  private void warmUp(Show show, LiveFeeds feeds, Shutdown shutdown) throws InterruptedException {
    SourceOpener source =
        SampleClips.in(samples()).stream()
            .findFirst()
            .map(Role::source)
            .orElse(() -> new GeneratedSource(Scene.WALL, GENERATED_SECONDS));
    try (Progress progress = new Progress(console, "warming up")) {
      show.warmUp(source, feeds, shutdown);
    }
  }

  private static Path samples() {
    return Checkout.root().resolve("../shared/media/dev").normalize();
  }

  private Embedded start(PipelineChoice.Pipeline pipeline) {
    try (Progress progress = new Progress(console)) {
      return Embedded.start(pipeline, progress::note);
    }
  }

  private List<Role> cast() {
    List<Role> cast = new ArrayList<>();
    if (inputs.isEmpty()) {
      cast.addAll(SampleClips.in(samples()));
      if (cast.isEmpty()) {
        console
            .err()
            .println(
                "livegate: no sample clips in "
                    + samples()
                    + "; add yours: ./livegate demo VIDEO, or ./livegate demo camera:0");
      }
    } else {
      Inputs.open(inputs).forEach(i -> cast.add(new Role(i.session(), "yours", i.source())));
    }
    Set<String> names = new HashSet<>();
    for (Role role : cast) {
      if (!names.add(role.session())) {
        throw CliFailure.usage(role.session() + " is given twice.");
      }
    }
    cast.add(generated("a wall", Scene.WALL));
    cast.add(generated("a covered lens", Scene.BLACK));
    cast.add(generated("a frozen feed", Scene.FROZEN));
    return cast;
  }

  private static Role generated(String about, Scene scene) {
    return new Role(
        "generated/" + scene.name().toLowerCase(Locale.ROOT),
        about,
        () -> new GeneratedSource(scene, GENERATED_SECONDS));
  }
}
