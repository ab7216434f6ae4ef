package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.activation.Relu;
import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.layer.Dense;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import dev.chainrule.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory is asked for before it is taken, and numbers of any size end in a sentence. */
final class CommandMemoryTest {
  @Test
  void sumsUpWhatANetworkHolds() {
    Memory.Need need =
        Memory.Need.of(Shape.of(784), Sequential.of(Dense.of(128, new Relu()), Dense.of(10)));
    assertThat(need.network()).isEqualTo("784→128→10");
    assertThat(need.parameters()).isEqualTo(101_770);
    assertThat(need.largest()).isEqualTo(784 * 128);
    assertThat(need.units()).isEqualTo(784 + 128 + 10);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1.0 KiB",
    "1536, 1.5 KiB",
    "22548578304, 21 GiB",
    "3.1e12, 2.8 TiB",
    "1e24, 867362 EiB"
  })
  void writesBytesForPeople(double bytes, String text) {
    assertThat(Memory.text(bytes)).isEqualTo(text);
  }

  @Test
  void theSumIsSaidBeforeAnythingIsAllocated() {
    Result result = run("train", "--hidden", "1000000000");
    assertThat(result.exitCode()).isEqualTo(1);
    // 4 bytes each: 795 · 10⁹ numbers of θ, g, m, v and the copy; 10⁹ units of (3 · 64 + 2 · 500)
    // rows
    assertThat(result.err())
        .contains("784→1000000000→10 needs 19 TiB for parameters, gradients, 2 moments of adam")
        .contains("are free. Take fewer units (--hidden) or smaller batches (--batch).")
        .doesNotContain("\tat ", "epoch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --hidden 2000000000,2000000000",
        "train --hidden 9223372036854775807",
        "train --hidden 9223372036854775807,9223372036854775807",
        "train --hidden 3000000000,3000000000,3000000000",
        "train --hidden 1000000000 --optimizer sgd",
        "train --data moons --rows 2147483647",
        "train --data circles --rows 2147483647",
        "train --rows 2147483647",
        "train --threads 100000",
        "train --threads 2147483648",
        "train --batch 2147483648",
        "train --epochs 2147483648",
        "train --validation 2147483647",
        "check --hidden 1000000000",
        "check --hidden 9223372036854775807",
        "check --batch 2147483648",
        "check --coordinates 99999999999",
        "summary --hidden 9223372036854775807,9223372036854775807",
        "summary --inputs 9223372036854775807 --hidden 2",
        "bench --threads 100000",
        "bench --rounds 0",
        "bench --rounds -2147483648",
        "step --data xor --hidden 1000000000 --walk",
        "step --data xor --hidden 99999999999999999999 --walk",
        "step --data xor --batch 2000000000 --walk",
        "step --data xor --points 2147483647 --walk",
        "data make moons --rows 2147483647 --out never-made",
        "data make digits --rows 2147483647 --out never-made",
        "diff x^2 --at x=1 --taylor 2147483647",
        "diff x^2 --at x=1 --digits 2147483647"
      })
  void numbersBeyondReasonAreSentences(String line) {
    Result result = run(line.split(" ", -1));
    assertThat(result.exitCode()).as(result.err()).isIn(1, 2);
    assertThat(result.err())
        .startsWith("nn: ")
        .doesNotContain("\tat ", "unexpected", "fault of the program", "epoch 1");
    assertThat(result.err().length()).isLessThan(1000);
  }

  @Test
  void whatIsOnlyDescribedNeedsNoMemory() {
    assertThat(run("summary", "--hidden", "2000000000,2000000000").exitCode()).isZero();
  }

  /** Steps of all epochs are beyond an int, and a batch is at most all rows. */
  @Test
  void hugeBatchesAndEpochsAreCountedRight(@TempDir Path folder) throws IOException {
    String train = "train --data moons --rows 20 --batch 2000000000 --epochs 1 --json --out ";
    Result result = run((train + folder).split(" ", -1));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.lastLineAsJson().at("/history/0/steps").asInt()).isEqualTo(1);
    LearningOptions learning = new LearningOptions();
    learning.optimizer = "sgd";
    learning.epochs = Integer.MAX_VALUE;
    assertThat(learning.epochs * Trainer.stepsPerEpoch(1000, 1)).isEqualTo(2_147_483_647_000L);
    assertThat(learning.rule(learning.epochs * Trainer.stepsPerEpoch(1000, 1))).isNotNull();
  }
}
