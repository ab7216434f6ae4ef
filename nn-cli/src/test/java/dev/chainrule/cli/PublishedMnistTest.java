package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.cli.CommandLineRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published results on real MNIST, from the command line as a user would have them. */
@Tag("slow")
final class PublishedMnistTest {
  @TempDir private Path folder;

  @BeforeEach
  void needsData() {
    assumeTrue(
        System.getenv("CHAINRULE_DATA") != null,
        "skipped: CHAINRULE_DATA does not name the folder with mnist");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void defaultFlagsReach97Point5Percent(int seed) throws IOException {
    JsonNode result = train("--data mnist --hidden 128 --epochs 5 --seed " + seed).lastLineAsJson();
    assertThat(result.get("test_accuracy").asDouble()).isGreaterThanOrEqualTo(0.975);
  }

  /** Nielsen 2015, chapter 3: 30 hidden units, η = 0.1, λ = 5, batches of 10. */
  @Test
  void nielsensNetworkLearnsAsInHisBook() throws IOException {
    train(
        "--data mnist --hidden 30 --activation sigmoid --loss cross-entropy --init nielsen"
            + " --optimizer sgd --lr 0.1 --batch 10 --validation 10000 --l2 1e-4 --epochs 30");
    List<String> rows = Files.readAllLines(folder.resolve("history.csv"));
    List<Double> accuracy =
        rows.stream().skip(1).map(row -> Double.valueOf(row.split(",", -1)[5])).toList();
    assertThat(rows.get(0).split(",", -1)[5]).isEqualTo("validation_accuracy");
    assertThat(accuracy).hasSize(30);
    assertThat(accuracy.get(0)).isBetween(0.92, 0.932);
    assertThat(accuracy.stream().mapToDouble(Double::doubleValue).max().orElseThrow())
        .isGreaterThanOrEqualTo(0.96);
  }

  private Result train(String flags) {
    Result result =
        CommandLineRunner.run(("train --json --out " + folder + " " + flags).split(" ", -1));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }
}
