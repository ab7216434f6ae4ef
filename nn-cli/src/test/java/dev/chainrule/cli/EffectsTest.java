package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.cli.CommandLineRunner.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * No flag is silent: the table has, for every option of every command, the scenarios in which it
 * would do nothing, or says that there are none. In each of them it is refused.
 */
final class EffectsTest {
  /** Has an effect wherever its command has one. */
  private static final String ALWAYS = "";

  /** Chooses what is computed or written, and clashes are refused where they arise. */
  private static final List<String> OF_EVERY_COMMAND =
      List.of("--help", "--version", "--stacktrace", "--verbose");

  @TempDir private static Path folder;

  @BeforeAll
  static void models() {
    assertThat(run(words("train --data moons --rows 20 --epochs 1 --out " + folder + "/moons")))
        .returns(0, Result::exitCode);
    assertThat(run(words("train --rows 20 --hidden 4 --epochs 1 --out " + folder + "/digits")))
        .returns(0, Result::exitCode);
    assertThat(run(words("data make digits --rows 20 --out " + folder + "/files")))
        .returns(0, Result::exitCode);
  }

  /**
   * Options, and lines separated by | in which they have no effect. {@code M}, {@code D}: files.
   */
  private static Map<String, String> table() {
    Map<String, String> table = new TreeMap<>();
    table.put("train --data", ALWAYS);
    table.put(
        "train --data-dir",
        "train --data moons --data-dir D|train --data xor --data-dir D|train --data circles"
            + " --data-dir D|train --data spiral --data-dir D");
    table.put("train --rows", ALWAYS);
    table.put("train --noise", "train --noise 0.1|train --data mnist --noise 0.1");
    table.put(
        "train --data-seed",
        "train --data mnist --data-seed 2|train --data digits --data-dir D --data-seed 2");
    table.put("train --hidden", ALWAYS);
    table.put("train --activation", "train --hidden none --activation tanh");
    table.put("train --init", ALWAYS);
    table.put("train --dropout", "train --hidden none --dropout 0.5");
    for (String option :
        List.of("loss", "optimizer", "lr", "schedule", "l2", "clip", "batch", "epochs")) {
      table.put("train --" + option, ALWAYS);
    }
    table.put("train --validation", ALWAYS);
    table.put("train --seed", ALWAYS);
    table.put("train --threads", ALWAYS);
    table.put("train --kernels", ALWAYS);
    table.put("train --out", ALWAYS);
    table.put("train --force", "train --force");
    table.put("train --json", ALWAYS);

    table.put("eval --data", ALWAYS);
    table.put("eval --data-dir", "eval M --data-dir D|eval N --data moons --data-dir D");
    table.put("eval --rows", "eval N --data digits --data-dir D --rows 5");
    table.put("eval --noise", "eval N --noise 0.1");
    table.put("eval --data-seed", "eval N --data mnist --data-seed 2");
    table.put("eval --train", "eval M --train --validation");
    table.put("eval --validation", "eval M --train --validation");
    table.put("eval --threads", ALWAYS);
    table.put("eval --kernels", ALWAYS);
    table.put("eval --json", ALWAYS);

    table.put("predict --values", "predict N a.png --values 1");
    table.put("predict --size", "predict M --values 1,2 --size 1x2");
    table.put("predict --first", "predict M --values 1,2 --first 3|predict N a.png --first 3");
    table.put("predict --top", "predict M --values 1,2 --top 3 --json");
    table.put("predict --json", ALWAYS);

    table.put("summary --inputs", "summary M --inputs 3");
    table.put("summary --outputs", "summary M --outputs 3");
    table.put("summary --hidden", "summary M --hidden 3");
    table.put(
        "summary --activation",
        "summary M --activation tanh|summary --hidden none --activation tanh");
    table.put("summary --init", "summary --init he-normal|summary M --init keras");
    table.put("summary --dropout", "summary M --dropout 0.1|summary --hidden none --dropout 0.1");

    table.put("check --data", ALWAYS);
    table.put("check --data-dir", "check --data moons --data-dir D|check M --data-dir D");
    table.put("check --rows", ALWAYS);
    table.put("check --noise", "check --noise 0.1|check N --noise 0.1");
    table.put("check --data-seed", "check --data mnist --data-seed 3");
    table.put("check --hidden", "check M --hidden 3");
    table.put(
        "check --activation", "check M --activation tanh|check --hidden none --activation tanh");
    table.put("check --init", "check M --init keras");
    table.put("check --dropout", "check M --dropout 0.1|check --hidden none --dropout 0.1");
    for (String option : List.of("loss", "batch", "coordinates", "tolerance", "seed", "json")) {
      table.put("check --" + option, ALWAYS);
    }

    table.put("data fetch --data-dir", "data fetch moons --data-dir D");
    table.put("data make --out", ALWAYS);
    table.put("data make --seed", ALWAYS);
    table.put("data make --rows", ALWAYS);
    table.put("data make --noise", "data make digits --noise 0.1 --out E");
    table.put("data make --force", ALWAYS);
    table.put("data show --out", ALWAYS);
    table.put("data show --each", "data show moons --each 3 --out E.png");
    table.put("data show --data-dir", "data show moons --data-dir D --out E.png");
    table.put("data show --rows", ALWAYS);
    table.put("data show --noise", "data show digits --noise 0.1 --out E.png");

    table.put("bench --workload", "bench epoch --workload W0");
    table.put("bench --threads", "bench autodiff --threads 1");
    table.put("bench --rounds", "bench epoch --rounds 3");
    table.put("bench --quick", ALWAYS);
    table.put("bench --data", "bench steps --data digits");
    table.put("bench --data-dir", "bench steps --data-dir D");
    table.put("bench --plot", "bench steps --plot a.png");
    table.put("bench --json", ALWAYS);

    for (String option :
        List.of(
            "at", "mode", "hessian", "taylor", "order", "check", "plot", "dot", "svg", "latex")) {
      table.put("diff --" + option, ALWAYS);
    }
    table.put("diff --functions", "diff x^2 --functions");
    table.put("diff --delta", "diff x^2 --at x=1 --delta x=0.1");
    table.put("diff --json", "diff x^2 --at x=1 --json --svg -");
    table.put("diff --digits", "diff x^2 --at x=1 --digits 3 --json");

    for (String option :
        List.of(
            "data",
            "hidden",
            "output-activation",
            "loss",
            "optimizer",
            "lr",
            "init",
            "batch",
            "first",
            "walk",
            "export",
            "web")) {
      table.put("step --" + option, ALWAYS);
    }
    table.put("step --csv", "step --data moons --csv T.csv --walk");
    table.put("step --points", "step --points 5 --walk|step --csv T.csv --points 5 --walk");
    table.put("step --noise", "step --noise 0.1 --walk|step --data digits --noise 0.1 --walk");
    table.put(
        "step --data-seed", "step --data-seed 1 --walk|step --data digits --data-seed 1 --walk");
    table.put("step --activation", "step --data xor --hidden none --activation tanh --walk");
    table.put("step --seed", "step --seed 2 --walk");
    table.put("step --digits", "step --digits 3 --export E.txt|step --web --digits 3");
    table.put("step --task", "step --data moons --task regression --walk");
    table.put("step --host", "step --host 0.0.0.0 --walk");
    table.put("step --allow-host", "step --allow-host example.org --walk");
    table.put("step --port", "step --port 3 --walk");
    table.put("step --no-browser", "step --no-browser --walk");

    table.put("example --plot", "example --plot a.png|example 8 --plot a.png");
    return table;
  }

  static Stream<String> scenarios() {
    return table().values().stream()
        .filter(lines -> !lines.equals(ALWAYS))
        .flatMap(lines -> Stream.of(lines.split("\\|", -1)))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aFlagWithoutEffectIsRefused(String line) throws java.io.IOException {
    Path table = folder.resolve("T.csv");
    java.nio.file.Files.writeString(table, "a,b,c\n1,2,0\n3,4,1\n5,6,0\n7,8,1\n");
    List<String> arguments = new ArrayList<>();
    for (String word : words(line)) {
      arguments.add(
          switch (word) {
            case "M" -> folder + "/moons/model.safetensors";
            case "N" -> folder + "/digits/model.safetensors";
            case "D" -> folder + "/files";
            case "T.csv" -> table.toString();
            case "E", "E.png", "E.txt" -> folder.resolve(word).toString();
            default -> word;
          });
    }
    Result result = run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err() + result.out()).isEqualTo(2);
    assertThat(result.err()).startsWith("nn: ").contains("--").doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void everyOptionOfEveryCommandIsInTheTable() {
    TreeSet<String> options = new TreeSet<>();
    collect(Main.commandLine(), "", options);
    assertThat(table().keySet()).containsExactlyElementsOf(options);
  }

  private static void collect(CommandLine command, String path, Set<String> options) {
    command
        .getSubcommands()
        .forEach(
            (name, inner) -> {
              if (name.equals("help")) {
                return;
              }
              String at = path.isEmpty() ? name : path + " " + name;
              for (OptionSpec option : inner.getCommandSpec().options()) {
                if (!OF_EVERY_COMMAND.contains(option.longestName())) {
                  options.add(at + " " + longest(option));
                }
              }
              collect(inner, at, options);
            });
  }

  private static String longest(OptionSpec option) {
    return option.longestName().equals("--rate") ? "--lr" : option.longestName();
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }
}
