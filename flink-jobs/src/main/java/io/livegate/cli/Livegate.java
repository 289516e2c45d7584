package io.livegate.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code livegate}.
 *
 * <p>Standard output carries results only. Exit codes: 0 when every input got its answer, 1 when
 * something failed, 2 for wrong usage; 1 and 2 come with one message on standard error.
 */
@Command(
    name = "livegate",
    header = {
      "Guards live video between strangers: frames in, explained enforcement events out.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Start with   ./livegate demo",
      "then         ./livegate judge VIDEO      and      ./livegate COMMAND --help"
    },
    versionProvider = LivegateVersion.class)
public final class Livegate implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log more to standard error, and show the stack trace of a failure.")
  private boolean debug;

  public static void main(String[] typed) {
    String[] args = Arguments.of(typed);
    PrintStream results = utf8(FileDescriptor.out);
    PrintStream notes = utf8(FileDescriptor.err);
    // Libraries that print get standard error: results are all that standard output carries.
    System.setOut(notes);
    System.setErr(notes);
    Logging.configure(Arrays.asList(args).contains("--debug"));
    int status = run(Console.ofProcess(results, notes), args);
    results.flush();
    notes.flush();
    System.exit(status);
  }

  /** Runs one command line and returns its exit code; never throws, never exits. */
  static int run(Console console, String... args) {
    Livegate root = new Livegate();
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new JudgeCommand(console))
            .addSubcommand(new RunCommand(console))
            .addSubcommand(ClusterCommand.line(console))
            .addSubcommand(new SubmitCommand(console))
            .addSubcommand(new HealthCommand(console))
            .addSubcommand(new DeliverCommand(console))
            .addSubcommand(AuditCommand.line(console))
            .addSubcommand(new BansCommand(console))
            .addSubcommand(new ExportCommand(console))
            .addSubcommand(new ChaosCommand(console))
            .addSubcommand(new SoakCommand(console))
            .addSubcommand(new BenchCommand(console))
            .addSubcommand(new LongCallsCommand(console))
            .addSubcommand(new EvaluateCommand(console))
            .addSubcommand(new AttackCommand(console))
            .addSubcommand(new AttackPackCommand(console))
            .addSubcommand(new SimulateCommand(console))
            .addSubcommand(new FitCommand(console))
            .addSubcommand(new FitDeepfakeCommand(console))
            .addSubcommand(PolicyCommand.line(console))
            .addSubcommand(SettingsCommand.line(console))
            .addSubcommand(ReviewersCommand.line(console))
            .addSubcommand(ModelsCommand.line(console))
            .addSubcommand(new WarmUpCommand(console));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(Help.defaultColorScheme(console.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setUsageHelpWidth(Math.max(60, Math.min(100, console.columns())));
    line.setParameterExceptionHandler((e, unused) -> wrongUsage(console, e));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> Failures.report(e, console.err(), root.debug));
    try {
      return line.execute(args);
    } catch (LinkageError e) { // picocli's handler takes exceptions only
      return Failures.report(e, console.err(), root.debug);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int wrongUsage(Console console, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    String problem =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : Failures.oneSentence(String.valueOf(e.getMessage()));
    console.err().println("livegate: " + problem + " (see ./" + command + " --help)");
    return CommandLine.ExitCode.USAGE;
  }

  /** The first word that means nothing here, and what it may have been meant to be. */
  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().get(0);
    String problem;
    if (e.isUnknownOption()) {
      problem = "there is no option '" + word + "'";
    } else if (e.getCommandLine().getSubcommands().isEmpty()) {
      problem = "'" + word + "' is one argument too many";
    } else {
      problem = "there is no command '" + word + "'";
    }
    List<String> near = e.getSuggestions();
    return near.isEmpty()
        ? problem + "."
        : problem + "; did you mean " + String.join(" or ", near) + "?";
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
