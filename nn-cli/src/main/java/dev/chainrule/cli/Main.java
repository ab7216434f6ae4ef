package dev.chainrule.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code nn}. Exit codes: 0 done, 1 failed, 2 wrong usage, 128 + n ended by signal n,
 * which is also what other programs give whose reader has gone (13, SIGPIPE).
 */
@Command(
    name = "nn",
    version = "Chainrule 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Trains small neural networks by backpropagation.",
    usageHelpWidth = 100,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; a sentence says why",
      "2:wrong usage",
      "129:ended by a closed terminal; nn train keeps what was learnt",
      "130:ended by Ctrl-C; nn train keeps what was learnt",
      "141:done, but nobody read the end of the output (nn ... | head)",
      "143:ended by kill; nn train keeps what was learnt"
    },
    subcommands = {
      TrainCommand.class,
      EvalCommand.class,
      PredictCommand.class,
      SummaryCommand.class,
      CheckCommand.class,
      DiffCommand.class,
      StepCommand.class,
      ExampleCommand.class,
      DataCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  nn train                                  learn the bundled digits",
      "  nn train --data mnist --hidden 128,64     MNIST, two hidden layers",
      "  nn predict runs/…/model.safetensors 7.png what is on this picture?",
      "  nn diff \"sin(x^2)\" --at x=1              the chain rule, line by line",
      "  nn step --web                             backpropagation, step by step, drawn",
      "  nn train --help                           all that can be set"
    })
public final class Main implements Runnable {
  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  private boolean stacktrace;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say on standard error what is chosen and why.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Digits, decimal points and small letters are the program's, not the country's; its libraries
    // ask for the default where ours say which.
    Locale.setDefault(Locale.ROOT);
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> report(standardError(), e, false));
    int code;
    try {
      code = commandLine().execute(arguments);
    } catch (Throwable e) { // of the command line itself, before any command began
      report(standardError(), e, false);
      code = CommandLine.ExitCode.SOFTWARE;
    }
    System.exit(code);
  }

  private static PrintWriter standardError() {
    return new PrintWriter(System.err, true, StandardCharsets.UTF_8);
  }

  /** The whole command, for the program and for its tests. */
  static CommandLine commandLine() {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().version(line.getCommandSpec().version());
      for (CommandLine inner : command.getSubcommands().values()) {
        inner.getCommandSpec().version(line.getCommandSpec().version()).usageMessage().width(100);
      }
    }
    line.setOverwrittenOptionsAllowed(true); // the last one counts, as in other programs
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
    line.setExecutionStrategy(
        parsed -> {
          if (main.verbose) {
            Verbosity.raise();
          }
          int code = run(line, parsed);
          return code == 0 && System.out.checkError() ? StandardOutput.afterError(line) : code;
        });
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          report(command.getErr(), e, main.stacktrace);
          return CommandLine.ExitCode.SOFTWARE;
        });
    line.setParameterExceptionHandler((e, arguments) -> wrongUsage(e, main.stacktrace));
    return line;
  }

  /** Runs it; picocli lets errors through, which are to be sentences too. */
  private static int run(CommandLine line, ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      throw new CommandLine.ExecutionException(line, "an error of the JVM", e);
    }
  }

  private static void report(PrintWriter err, Throwable e, boolean stacktrace) {
    err.println("nn: " + Sentences.of(e));
    if (stacktrace) {
      e.printStackTrace(err);
    }
    err.flush();
  }

  private static int wrongUsage(ParameterException e, boolean stacktrace) {
    PrintWriter err = e.getCommandLine().getErr();
    boolean unknown = e instanceof UnmatchedArgumentException;
    err.println(
        "nn: "
            + (unknown
                ? "unknown: "
                    + Plain.line(String.join(" ", ((UnmatchedArgumentException) e).getUnmatched()))
                : Plain.message(String.valueOf(e.getMessage()))));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
    if (stacktrace) {
      e.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
