package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.activation.Tanh;
import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.layer.Dense;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nn check}: what it says of right gradients, of wrong ones, and of wrong usage. */
final class CheckCommandTest {
  @TempDir private Path folder;

  @Test
  void aloneItChecksTheDefaultNetworkOnDigits() {
    Result result = run("check");
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("Dense(784→128, relu), Dense(128→10)")
        .contains("cross-entropy on 8 of the 10,000 rows of digits train is 2.", "in double")
        .containsPattern("0\\.weight \\[128, 784] +50 of 100,352 +0 +\\S+e-\\d+ +\\[\\d+, \\d+]")
        .containsPattern("1\\.bias \\[10] +10 of 10 .* ok")
        .containsPattern("x \\[8, 784] +50 of 6,272 .* ok")
        .contains("5 of 5 gradients agree with central differences to 1e-06")
        .contains("Along 10 random directions over all 101,770 parameters")
        .doesNotContain("WRONG", "kink,");
  }

  @Test
  void aTrainedNetworkIsCheckedOnItsDataAndItsLoss() throws IOException {
    Path model = trained("--loss", "mse", "--dropout", "0.3");
    Result result = run("check", model.toString());
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    assertThat(result.out())
        .contains("Dropout(0.3)", "mse on 8 of the 200 rows of moons", "x [8, 2]");
    JsonNode other =
        run("check", model.toString(), "--json", "--data", "circles", "--loss", "cross-entropy")
            .lastLineAsJson();
    assertThat(other.get("data").asText()).isEqualTo("circles");
    assertThat(other.get("loss").asText()).isEqualTo("cross-entropy");
    assertThat(other.get("passed").asBoolean()).isTrue();
  }

  /** Where the loss is nearly 0, so are its differences, and rounding must not drown them. */
  @ParameterizedTest
  @ValueSource(strings = {"cross-entropy", "bce", "euclidean"})
  void aNetworkThatFitsItsDataWellIsStillRight(String loss) {
    Path model = trained("--noise", "0", "--loss", loss, "--epochs", "200", "--activation", "tanh");
    for (String seed : List.of("1", "2", "3")) {
      Result result = run("check", model.toString(), "--seed", seed);
      assertThat(result.exitCode()).as(result.out()).isZero();
    }
  }

  private Path trained(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--data", "moons", "--rows", "200", "--hidden", "8"));
    arguments.addAll(List.of("--epochs", "2", "--out", folder.toString()));
    arguments.addAll(List.of(more));
    Result result = run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return folder.resolve("model.safetensors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--hidden none --loss bce-sum",
        "--hidden 4,3,2 --activation gelu --coordinates all",
        "--loss sse --activation elu",
        "--loss euclidean --init orthogonal --dropout 0.5",
        "--batch 1 --coordinates 1",
        "--batch 100000 --rows 20",
        "--data spiral --noise 0.05 --seed 7",
        "--coordinates 0"
      })
  void flagsWorkTogether(String flags) {
    List<String> arguments = new ArrayList<>(List.of("check", "--data", "moons", "--hidden", "8"));
    arguments.addAll(List.of(flags.split(" ", -1)));
    Result result = run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    assertThat(result.out()).contains("verdict", "random directions");
  }

  @Test
  void jsonIsOneObject() throws IOException {
    Result result = run("check", "--data", "moons", "--hidden", "4", "--json", "--batch", "3");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = result.lastLineAsJson();
    assertThat(json.get("model").isNull()).isTrue();
    assertThat(json.get("rows").asInt()).isEqualTo(3);
    assertThat(json.get("value").asDouble()).isPositive();
    assertThat(json.get("tolerance").asDouble()).isEqualTo(1e-6);
    assertThat(json.get("passed").asBoolean()).isTrue();
    assertThat(json.get("directions").get("checked").asInt()).isEqualTo(10);
    assertThat(json.get("directions").get("verdict").asText()).isEqualTo("ok");
    assertThat(json.get("gradients")).hasSize(5);
    JsonNode weight = json.get("gradients").get(0);
    assertThat(weight.get("name").asText()).isEqualTo("0.weight");
    assertThat(weight.get("shape").toString()).isEqualTo("[4,2]");
    assertThat(weight.get("of").asInt()).isEqualTo(8);
    assertThat(weight.get("checked").asInt() + weight.get("kinks").asInt()).isEqualTo(8);
    assertThat(weight.get("index")).hasSize(2);
    assertThat(weight.get("error").asDouble()).isBetween(0.0, 1e-6);
    assertThat(weight.get("analytic").asDouble() / weight.get("numeric").asDouble())
        .isBetween(0.999, 1.001);
    assertThat(json.get("gradients").get(4).get("name").asText()).isEqualTo("x");
  }

  @Test
  void theSeedDrawsRowsAndCoordinates() {
    String one = moons("5");
    assertThat(moons("5")).isEqualTo(one);
    assertThat(moons("6")).isNotEqualTo(one);
  }

  private static String moons(String seed) {
    return run("check", "--data", "moons", "--coordinates", "3", "--seed", seed).out();
  }

  // ---- mistakes

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(new Gain(1, 1), List.of(), ""),
        arguments(new Gain(1.01, 1), List.of("1.gain"), "the layer of 1.gain"),
        arguments(
            new Gain(1, 0),
            List.of("0.weight", "0.bias", "x"),
            "the layers after it up to that of 1.gain"),
        arguments(
            new Gain(-1, 1.001),
            List.of("0.weight", "0.bias", "1.gain", "x"),
            "the layer of 1.gain"));
  }

  /** A wrong ∂L/∂θ shows in that parameter alone, a wrong ∂L/∂x in all that stand before it. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void aWrongBackwardIsNamed(Layer layer, List<String> wrong, String where) throws IOException {
    Path model = folder.resolve("mine.safetensors");
    Layer layers = Sequential.of(Dense.of(4, new Tanh()), layer, Dense.of(2));
    Network.of(Shape.of(2), layers, 1).save(model, Map.of("data", "moons"));
    Result result = run("check", model.toString());
    for (String line : result.out().lines().toList()) {
      if (line.endsWith(" ok") || line.endsWith(" WRONG")) {
        String name = line.substring(0, line.indexOf(' '));
        assertThat(line.endsWith("WRONG")).as(line).isEqualTo(wrong.contains(name));
      }
    }
    assertThat(result.exitCode()).isEqualTo(wrong.isEmpty() ? 0 : 1);
    assertThat(result.err()).contains(where).contains(String.join(", ", wrong));
    JsonNode json = run("check", model.toString(), "--json").lastLineAsJson();
    assertThat(json.get("passed").asBoolean()).isEqualTo(wrong.isEmpty());
    Result unseen = run("check", model.toString(), "--coordinates", "0");
    assertThat(unseen.exitCode()).isEqualTo(wrong.isEmpty() ? 0 : 1);
    assertThat(unseen.out()).contains("nothing checked");
    assertThat(unseen.err()).contains(wrong.isEmpty() ? "" : "--coordinates all finds where");
  }

  @Test
  void aWrongInputGradientOfTheFirstLayerIsNamed() throws IOException {
    Path model = folder.resolve("mine.safetensors");
    Network.of(Shape.of(2), Sequential.of(new Gain(1, 2), Dense.of(2)), 1)
        .save(model, Map.of("data", "moons"));
    Result result = run("check", model.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "the gradient of x is wrong", "the ∂L/∂x of the first layers up to that of 0.gain");
  }

  /** With biases of 0, an input of 0 puts every relu at its kink. */
  @Test
  void whatLiesAtKinksIsNotJudged() {
    Result result = run("check", "--data", "xor", "--noise", "0", "--hidden", "4", "--batch", "64");
    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out())
        .containsPattern("0\\.bias \\[4] +0 of 4 +4 +kink only")
        .contains("a difference quotient says nothing", "Of 0.bias nothing but kinks was met");
  }

  // ---- wrong usage

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch 0 | --batch must be at least 1, got 0",
        "--coordinates -1 | --coordinates must be at least 0, got -1",
        "--coordinates some | expected a number such as 50, or all; got some",
        "--tolerance 0 | --tolerance must be in (0, 1), got 0.0",
        "--tolerance NaN | --tolerance must be in (0, 1), got NaN",
        "--dropout 1 | --dropout: Dropout: p must be in [0, 1)",
        "--loss foo | no loss is called foo",
        "--data mnits | no data set is called",
        "--lr 1 | unknown: --lr",
        "m.safetensors --hidden 3 | --hidden is for a new network; m.safetensors has its own layers",
      })
  void wrongUsageIsASentenceAndExitCode2(String arguments, String sentence) {
    Result result = run(("check " + arguments).split(" ", -1));
    assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void filesThatCannotBeCheckedAreNamed() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.safetensors"), "not a model");
    assertFails(run("check", bad.toString()), "bad.safetensors");
    assertFails(run("check", "no-such-file"), "no-such-file: there is no such file");
    Path model = trained();
    assertFails(run("check", model.toString(), "--data", "digits"), "takes inputs of shape [2]");
    byte[] whole = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(whole, whole.length - 5));
    assertFails(run("check", model.toString()), "model.safetensors");
  }

  private static void assertFails(Result result, String sentence) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }
}
