package dev.chainrule.cli;

import dev.chainrule.example.Charts;
import dev.chainrule.example.Example;
import dev.chainrule.lecture.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn example}. */
@Command(
    name = "example",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = "Runs a numbered example of the mathematics, or lists them.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  nn example                       list them",
      "  nn example 8                     backpropagation on paper",
      "  nn example D4                    the one that shows entry D4 of docs/lectures.md",
      "  nn example 3 --plot taylor.png   with a picture"
    })
final class ExampleCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "WHICH",
      description = "A number (8, ex08), a name (TaylorSeries) or an entry of the lectures (B7).")
  private @Nullable String which;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw the example's picture as a PNG.")
  private @Nullable Path plot;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (which == null) {
      if (plot != null) {
        throw wrong("--plot: name the example to draw; there are " + drawn());
      }
      list();
      return 0;
    }
    Example example =
        Examples.find(which)
            .orElseThrow(
                () ->
                    wrong(
                        "no example is called "
                            + which
                            + "; there are 1 to "
                            + Examples.ALL.size()
                            + ", and nn example lists them"));
    if (plot != null && example.chart().isEmpty()) {
      throw wrong("--plot: " + example.label() + " has no picture; those that have: " + drawn());
    }
    System.out.print(example.text());
    if (plot != null) {
      System.out.println();
      System.out.println(Charts.write(example, plot));
    } else if (example.chart().isPresent()) {
      System.out.println();
      System.out.println(
          "For a picture: nn example " + example.number() + " --plot " + example.label() + ".png");
    }
    return 0;
  }

  private static void list() {
    for (Example example : Examples.ALL) {
      String row =
          String.format(
              Locale.ROOT,
              "%2d  %-46s %-24s %s",
              example.number(),
              example.title(),
              String.join(" ", example.entries()),
              example.chart().isPresent() ? "--plot" : "");
      System.out.println(row.stripTrailing());
    }
    System.out.println();
    System.out.println("nn example 8 runs one. The entries are those of docs/lectures.md.");
  }

  private static String drawn() {
    return Examples.ALL.stream()
        .filter(example -> example.chart().isPresent())
        .map(Example::label)
        .collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
