package dev.chainrule.cli;

import dev.chainrule.web.Access;
import dev.chainrule.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn step}. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Walks through backpropagation of a network of your own, equation by equation, forward and"
          + " back, with all numbers. At a terminal it waits for commands; from a pipe it reads one a"
          + " line."
    },
    sortOptions = false,
    footer = {
      "",
      "The exit code is 1 where a command that was piped in could not be done.",
      "",
      "Examples:",
      "  nn step                                     Mazur's 2-2-2 network, as in his article",
      "  nn step --web                               the same in the browser, drawn",
      "  nn step --data moons --hidden 8,8 --web     two layers that learn to tell two moons apart",
      "  nn step \"data=xor&hidden=4&log=u100\"        what comes behind the ? of the page's address",
      "  nn step --walk --digits 17                  all steps with all digits",
      "  nn step --csv my.csv --export walk.html     a table of your own, as a page to hand out",
      "  printf 'last\\nshow L\\n' | nn step           commands from a pipe"
    })
final class StepCommand implements Callable<Integer> {
  /** The options that say what a query says, by its keys. */
  private final Map<String, String> given = new LinkedHashMap<>();

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = {
        "Where to begin: key=value&…, as the page's address has it behind the ?, or that whole"
            + " address. The options below go before it."
      })
  private @Nullable String query;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = {
        "mazur, xor, moons, circles, spiral, digits; mnist, fashion and kmnist where they are on"
            + " this machine. Default: mazur."
      })
  void data(String value) {
    given.put("data", value);
  }

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = {
        "A table of your own (CSV): its last column is the class, or the number, to learn from the"
            + " others."
      })
  private @Nullable Path csv;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      description = {
        "What to learn of the table's last column: classification or regression. Default:"
            + " classification for words and for a few whole numbers that repeat, else regression."
      })
  void task(String value) {
    given.put("task", value);
  }

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Rows: N drawn ones, or the first N pictures. Default: 100, or 1000 pictures.")
  void points(String value) {
    given.put("points", value);
  }

  @Option(
      names = "--noise",
      paramLabel = "S",
      description = "Standard deviation of the noise of drawn rows.")
  void noise(String value) {
    given.put("noise", value);
  }

  @Option(names = "--data-seed", paramLabel = "N", description = "Draws other rows.")
  void dataSeed(String value) {
    given.put("dataseed", value);
  }

  @Option(
      names = "--hidden",
      paramLabel = "N,N…",
      description = "Units of each hidden layer, or none. Default: by the data; 2 for mazur.")
  void hidden(String value) {
    given.put("hidden", value);
  }

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      completionCandidates = Choices.OfActivation.class,
      description = "Of the hidden layers: ${COMPLETION-CANDIDATES}. Default: by the data.")
  void activation(String value) {
    given.put("act", value);
  }

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      description = "Of the last layer. Default: identity; sigmoid for mazur.")
  void outputActivation(String value) {
    given.put("out", value);
  }

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      completionCandidates = Choices.OfLoss.class,
      description = {
        "${COMPLETION-CANDIDATES}. Default: cross-entropy for classes, half-mse for numbers."
      })
  void loss(String value) {
    given.put("loss", value);
  }

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      completionCandidates = Choices.OfOptimizer.class,
      description = "${COMPLETION-CANDIDATES}. Default: sgd.")
  void optimizer(String value) {
    given.put("opt", value);
  }

  @Option(
      names = {"--rate", "--lr"},
      paramLabel = "RATE",
      description =
          "The learning rate. Default for sgd: 0.5 for mazur, 0.02 for pictures, else 0.1.")
  void rate(String value) {
    given.put("rate", value);
  }

  @Option(
      names = "--init",
      paramLabel = "NAME",
      completionCandidates = Choices.OfInit.class,
      description = {
        "First values: ${COMPLETION-CANDIDATES}, or mazur. Default: keras; mazur for his network."
      })
  void init(String value) {
    given.put("init", value);
  }

  @Option(names = "--seed", paramLabel = "N", description = "Of the first values. Default: 1.")
  void seed(String value) {
    given.put("seed", value);
  }

  @Option(names = "--batch", paramLabel = "N", description = "Rows in a step, or all. Default: 1.")
  void batch(String value) {
    given.put("batch", value);
  }

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "The row to begin with, from 0. Default: 0.")
  void first(String value) {
    given.put("first", value);
  }

  @Option(
      names = "--digits",
      paramLabel = "N",
      defaultValue = "6",
      description = "Significant digits to show, 1 to 17. Default: ${DEFAULT-VALUE}.")
  private int digits;

  @Option(names = "--walk", description = "Print all steps, and end.")
  private boolean walk;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Write all steps to FILE.txt, .md, .json or .html, and end.")
  private @Nullable Path export;

  @Option(names = "--web", description = "Serve a page on this machine alone, and open it.")
  private boolean web;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = {
        "The page's port, or 0 for one that is free. Default: 7770, or a free one where that is"
            + " taken."
      })
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "The address of this machine that the page is served at; 0.0.0.0 for all, as a container"
            + " needs it. Whoever can reach it may use the page. Default: 127.0.0.1."
      })
  private @Nullable String host;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME[:PORT]",
      description = {
        "Answer also to this name in the browser's address, such as localhost:9000 where a port is"
            + " forwarded; may be given more than once."
      })
  private List<String> allowedHosts = List.of();

  @Option(names = "--no-browser", description = "Serve the page, and open no browser.")
  private boolean noBrowser;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    StepRun run = new StepRun(digits);
    try {
      run.begin(query == null ? "" : query, given, csv);
      if (export != null) {
        return run.export(export);
      }
    } catch (IllegalArgumentException e) { // the user's to mend
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (walk) {
      return run.walk();
    }
    return web ? run.serve(access(), port == null, !noBrowser) : run.talk();
  }

  private void check() {
    int ends = (walk ? 1 : 0) + (web ? 1 : 0) + (export != null ? 1 : 0);
    if (ends > 1) {
      throw wrong("--walk, --export and --web: one of them at a time");
    }
    if (!web && (port != null || noBrowser || host != null || !allowedHosts.isEmpty())) {
      throw wrong("--port, --host, --allow-host and --no-browser go with --web");
    }
    new Effects(spec)
        .check("--digits", !web && export == null, "it is for the terminal and --walk");
    if (port != null && (port < 0 || port > 65_535)) {
      throw wrong("--port must be in 0 … 65535, got " + port);
    }
    if (web) {
      access(); // before anything is computed
    }
    if (digits < 1 || digits > 17) {
      throw wrong("--digits must be in 1 … 17, got " + digits);
    }
  }

  private Access access() {
    try {
      Access local = Access.local(port == null ? WebServer.USUAL_PORT : port);
      return (host == null ? local : local.withHost(host)).withAllowedHosts(allowedHosts);
    } catch (IllegalArgumentException e) {
      throw wrong(
          (host != null && host.isBlank() ? "--host: " : "--allow-host: ") + e.getMessage());
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
