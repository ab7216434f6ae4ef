package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network is tested on the data it was trained on, on those that are named, or not at all. */
final class TrainingDataTest {
  @TempDir private Path folder;

  /** Digits of one's own, which are not the bundled ones, and a network that learned them. */
  private Path trainOnOwnDigits(String... more) {
    Path data = folder.resolve("data");
    assertOk(run(words("data make digits --rows 300 --seed 9 --out " + data)));
    String train =
        "train --data digits --data-dir %s --hidden 16 --epochs 3 --out %s"
            .formatted(data, folder.resolve("run"));
    assertOk(run(words(train + " " + String.join(" ", more))));
    return folder.resolve("run").resolve("model.safetensors");
  }

  private static String[] words(String line) {
    return line.strip().split(" +", -1);
  }

  private static Result assertOk(Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  @Test
  void evalTakesTheFolderThatTrainingTook() throws IOException {
    Path model = trainOnOwnDigits();
    JsonNode config =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(folder.resolve("run/config.json").toFile());
    JsonNode json = run("eval", model.toString(), "--json").lastLineAsJson();
    assertThat(json.get("accuracy")).isEqualTo(config.get("result").get("test_accuracy"));
    assertThat(json.get("loss")).isEqualTo(config.get("result").get("test_loss"));
    assertThat(json.get("rows").asInt()).isEqualTo(60);
    assertThat(json.get("same_rows").asBoolean()).isTrue();
    assertThat(json.get("trained_on").asText()).isEqualTo("digits in " + folder.resolve("data"));
    assertThat(run("eval", model.toString()).out()).doesNotContain("Trained on");
    assertOk(run("check", model.toString(), "--coordinates", "2"));
  }

  @Test
  void otherRowsInThatFolderAreAnErrorUntilTheyAreNamed() throws IOException {
    Path model = trainOnOwnDigits();
    Path data = folder.resolve("data");
    assertOk(run(words("data make digits --rows 300 --seed 10 --force --out " + data)));
    for (String command :
        new String[] {"eval " + model, "eval --train " + model, "check " + model}) {
      Result result = run(words(command));
      assertThat(result.exitCode()).as(command).isEqualTo(1);
      assertThat(result.err())
          .contains("was trained on digits in " + data)
          .contains("other data", "--data digits --data-dir " + data);
      assertThat(result.out()).isEmpty();
    }
    Result named = assertOk(run(words("eval " + model + " --data digits --data-dir " + data)));
    assertThat(named.out())
        .contains("Trained on digits in " + data + "; these are other rows: digits.");
    JsonNode json =
        run(words("eval " + model + " --data-dir " + data + " --json")).lastLineAsJson();
    assertThat(json.get("same_rows").asBoolean(true)).isFalse();
  }

  @Test
  void aFolderThatIsGoneIsAnErrorAndOneThatMovedIsNot() throws IOException {
    Path model = trainOnOwnDigits();
    Path moved = Files.move(folder.resolve("data"), folder.resolve("moved"));
    Result gone = run("eval", model.toString());
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err())
        .contains("was trained on digits in " + folder.resolve("data") + ", which cannot be loaded")
        .contains("Name where they are with --data-dir");
    Result result = assertOk(run("eval", model.toString(), "--data-dir", moved.toString()));
    assertThat(result.out()).doesNotContain("Trained on"); // the fingerprint knows them again
  }

  @Test
  void bundledDigitsInPlaceOfOnesOwnAreSaid() throws IOException {
    Path model = trainOnOwnDigits();
    Result result = assertOk(run("eval", model.toString(), "--data", "digits"));
    assertThat(result.out()).contains("these are other rows", "2,000 rows of digits test");
  }

  /** The files that {@code nn data make} wrote are the rows that were drawn. */
  @Test
  void rowsThatWereDrawnAreKnownAgainInFiles() {
    String run = folder.resolve("drawn").toString();
    assertOk(run(words("train --rows 300 --data-seed 9 --hidden 4 --epochs 1 --out " + run)));
    String files = folder.resolve("files").toString();
    assertOk(run(words("data make digits --rows 300 --seed 9 --out " + files)));
    String eval = "eval " + run + "/model.safetensors --data-dir " + files;
    assertThat(assertOk(run(words(eval))).out()).doesNotContain("Trained on");
  }

  @Test
  void aFileThatNamesNoDataIsNotTestedOnDigits() throws IOException {
    Path model = folder.resolve("bare.safetensors");
    rewrite(trainOnOwnDigits(), model, Map.of());
    for (String command : new String[] {"eval", "check"}) {
      Result result = run(command, model.toString());
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("does not say what data it was trained on", "--data");
      assertOk(run(command, model.toString(), "--data", "digits"));
    }
  }

  @Test
  void olderFilesWithoutFingerprintSaySo() throws IOException {
    Path model = folder.resolve("old.safetensors");
    rewrite(trainOnOwnDigits(), model, Map.of("data", "digits"));
    Result text = assertOk(run("eval", model.toString()));
    assertThat(text.out()).contains("has no fingerprint of digits");
    JsonNode json = run("eval", model.toString(), "--json").lastLineAsJson();
    assertThat(json.get("same_rows").isNull()).isTrue();
  }

  /** Somebody else's file decides neither what is downloaded nor how Java fails. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data=kmnist|kmnist",
        "data=no-such-set|no data set is called",
        "data=moons,rows=many|its remark rows is no such number: many",
        "data=moons,rows=99999999999|its remark rows is no such number",
        "data=moons,rows=2147483647| rows",
        "data=moons,noise=-1|noise must not be negative",
        "data=moons,data-dir=somewhere|--data-dir has no effect on moons",
        "data=digits,data-dir=\u0000|names no folder",
      })
  void remarksThatMakeNoSenseAreSentences(String remarksAndSentence) throws IOException {
    String[] parts = remarksAndSentence.split("\\|", -1);
    Map<String, String> remarks = new HashMap<>();
    for (String remark : parts[0].split(",", -1)) {
      String[] pair = remark.split("=", -1);
      remarks.put(pair[0], pair[1]);
    }
    Path model = folder.resolve("odd.safetensors");
    rewrite(trainOnOwnDigits(), model, remarks);
    Result result = run("eval", model.toString());
    if (remarks.containsValue("kmnist") && result.exitCode() == 1) {
      assertThat(result.err()).doesNotContain("could not be fetched"); // it did not try
    }
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains(parts[1]).doesNotContain("\tat ");
  }

  @Test
  void validationRowsCanBeLookedAtAgain() throws IOException {
    Path model = trainOnOwnDigits("--validation 50 --seed 3");
    JsonNode trained =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(folder.resolve("run/config.json").toFile())
            .get("result");
    JsonNode json = run("eval", model.toString(), "--validation", "--json").lastLineAsJson();
    assertThat(json.get("rows").asInt()).isEqualTo(50);
    assertThat(json.get("part").asText()).isEqualTo("validation");
    assertThat(json.get("accuracy")).isEqualTo(trained.get("validation_accuracy"));
    assertThat(json.get("loss")).isEqualTo(trained.get("validation_loss"));
    JsonNode rest = run("eval", model.toString(), "--train", "--json").lastLineAsJson();
    assertThat(rest.get("rows").asInt()).isEqualTo(250);
  }

  @Test
  void withoutValidationThereAreNoSuchRows() {
    Path model = trainOnOwnDigits();
    Result result = run("eval", model.toString(), "--validation");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("was trained without --validation");
  }

  private static void rewrite(Path from, Path to, Map<String, String> remarks) throws IOException {
    Network.load(from).save(to, remarks);
  }
}
