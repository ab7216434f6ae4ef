package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.kernel.BlasThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code nn bench}: the names that programs read, and tables with all their rows. */
final class BenchCommandTest {
  private static final List<String> SPREAD =
      List.of("median", "p10", "p90", "rounds", "steps_per_round");

  @TempDir private Path folder;

  @AfterEach
  void oneThreadAgain() {
    BlasThreads.set(1);
  }

  @Tag("rough")
  @Test
  void jsonHasTheNamesThatProgramsShare() throws IOException {
    Path plot = folder.resolve("growth.svg");
    Result result =
        run(
            ("bench steps inference epoch growth autodiff --quick --json --threads 2 --data digits"
                    + " --plot "
                    + plot)
                .split(" ", -1));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.err()).contains("bench 1/15: steps, W0", "bench 15/15: derivatives");
    JsonNode json = result.lastLineAsJson();
    assertThat(json.at("/program").asText()).isEqualTo("chainrule");
    assertThat(json.at("/version").asText()).startsWith("0.");
    assertThat(json.at("/runtime").asText()).startsWith("Java ");
    assertThat(json.at("/blas").asText()).startsWith("OpenBLAS 0.3");
    assertThat(json.at("/threads").asInt()).isEqualTo(2);
    assertThat(json.at("/machine").fieldNames()).toIterable().contains("cpu", "cores", "os");
    checkWorkloads(json.at("/workloads"));
    assertThat(json.at("/inference").findValuesAsText("rows")).containsExactly("1", "10000");
    json.at("/inference").forEach(i -> checkSpread(i.at("/us")));
    assertThat(json.at("/concurrent_inference")).hasSize(8);
    checkEpoch(json.at("/epoch"));
    assertThat(json.at("/growth").findValuesAsText("grows"))
        .containsExactly("batch", "width", "depth");
    json.at("/growth").forEach(g -> assertThat(g.at("/exponent").isNumber()).isTrue());
    assertThat(json.at("/autodiff/derivatives")).hasSize(3);
    assertThat(Files.readString(plot)).contains("<svg");
  }

  private static void checkWorkloads(JsonNode workloads) {
    assertThat(workloads.findValuesAsText("name")).containsExactly("W0", "W1", "W2", "W3");
    assertThat(workloads.findValuesAsText("network"))
        .containsExactly(
            "2-16-2 sigmoid", "784-30-10 sigmoid", "784-128-10 relu", "784-512-512-10 relu");
    assertThat(workloads.findValuesAsText("optimizer"))
        .containsExactly("sgd", "sgd", "adam", "adam");
    for (JsonNode w : workloads) {
      checkSpread(w.at("/step_us"));
      checkSpread(w.at("/products_us"));
      checkSpread(w.at("/reference_step_us"));
      assertThat(w.at("/ratio").asDouble())
          .isEqualTo(w.at("/step_us/median").asDouble() / w.at("/products_us/median").asDouble());
      assertThat(w.at("/bytes_per_step").isIntegralNumber()).isTrue();
    }
  }

  private static void checkEpoch(JsonNode epoch) {
    assertThat(epoch.at("/network").asText()).isEqualTo("784-128-10 relu");
    assertThat(epoch.at("/batch").asInt()).isEqualTo(64);
    assertThat(epoch.at("/data").asText()).isEqualTo("digits");
    assertThat(epoch.at("/seconds").fieldNames())
        .toIterable()
        .containsExactly("median", "min", "max", "rounds");
    assertThat(epoch.at("/accuracy").asDouble()).isBetween(0.5, 1.0);
  }

  private static void checkSpread(JsonNode spread) {
    assertThat(spread.fieldNames()).toIterable().containsExactlyElementsOf(SPREAD);
    assertThat(spread.at("/p10").asDouble()).isLessThanOrEqualTo(spread.at("/p90").asDouble());
  }

  @Tag("rough")
  @Test
  void tablesHaveARowAWorkloadAndASize() throws IOException {
    Path plot = folder.resolve("growth.PNG");
    Result result =
        run(
            "bench",
            "growth",
            "steps",
            "--quick",
            "--workload",
            "W0,W2",
            "--plot",
            plot.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("W0   ", "W2   ", "step / products", "128-(128 × n)-10 relu", "n^")
        .doesNotContain("W1   ", "Inference", "epoch");
    assertThat(result.out().lines().map(String::strip).filter(line -> line.matches("\\d+ .*")))
        .as("batch 1 to 32, width 16 to 32, depth 1 to 32")
        .hasSize(6);
    assertThat(Files.size(plot)).isPositive();
  }

  @Test
  void whatIsLeftOutIsNotInTheJson() throws IOException {
    JsonNode json = run("bench", "steps", "--quick", "--workload=W0", "--json").lastLineAsJson();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "program", "version", "runtime", "blas", "threads", "machine", "workloads");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bench speed                         | steps, inference, epoch, growth, autodiff
          bench steps --workload W9           | there are W0, W1, W2, W3
          bench steps --plot a.png            | --plot draws growth
          bench growth --plot a.pdf           | .png or .svg
          bench --threads 0                   | --threads must be at least 1
          bench --rounds 0                    | --rounds must be at least 1
          bench epoch --data moons            | 784 pixels
          """)
  void wrongUsageIsSaid(String arguments, String sentence) {
    Result result = run(arguments.split(" ", -1));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(sentence);
  }
}
