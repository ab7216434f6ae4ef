package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.data.Digits;
import dev.chainrule.data.ImageFolder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as its users meet it: what it prints where, files, exit codes, sentences. */
final class CommandLineTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Path model;

  @BeforeAll
  static void trainOnce() {
    Result result = run("train", "--epochs", "4", "--out", shared.resolve("digits").toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    model = shared.resolve("digits").resolve("model.safetensors");
  }

  // ---- train

  @Test
  void trainWritesAllItsFiles() throws IOException {
    Path out = shared.resolve("digits");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "model.safetensors", "history.csv", "config.json", "curves.png");
    }
    assertThat(Files.readAllLines(out.resolve("history.csv")))
        .hasSize(5)
        .first()
        .isEqualTo(
            "epoch,steps,train_loss,train_accuracy,test_loss,test_accuracy,seconds,"
                + "samples_per_second");
    JsonNode config = new ObjectMapper().readTree(out.resolve("config.json").toFile());
    assertThat(config.get("hidden").toString()).isEqualTo("[128]");
    assertThat(config.get("result").get("test_accuracy").asDouble()).isGreaterThan(0.9);
    BufferedImage curves = ImageIO.read(out.resolve("curves.png").toFile());
    assertThat(curves.getWidth()).isGreaterThan(1000);
  }

  @Test
  void jsonIsAllThereIsOnStandardOutput() throws IOException {
    Result result = small("--json");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = result.lastLineAsJson();
    for (String field :
        List.of(
            "test_accuracy",
            "test_loss",
            "train_loss",
            "epochs",
            "seconds",
            "samples_per_second",
            "parameters")) {
      assertThat(json.get(field).isNumber()).as(field).isTrue();
    }
    assertThat(json.get("validation_accuracy").isNull()).isTrue();
    assertThat(json.get("validation_loss").isNull()).isTrue();
    assertThat(json.get("history")).hasSize(2);
    assertThat(json.at("/history/1/test_accuracy").isNumber()).isTrue();
    assertThat(json.get("epochs").asInt()).isEqualTo(2);
    assertThat(json.get("parameters").asInt()).isEqualTo(2 * 8 + 8 + 8 * 2 + 2);
    assertThat(result.err()).contains("epoch 1/2", "Test accuracy");
  }

  /** So that jq users choose by the rows that are there for it. */
  @Test
  void jsonSaysHowValidationWent() throws IOException {
    Result result = small("--json", "--validation", "50");
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = result.lastLineAsJson();
    assertThat(json.get("validation_accuracy").isNumber()).isTrue();
    assertThat(json.get("validation_loss").isNumber()).isTrue();
    JsonNode last = json.at("/history/1");
    assertThat(last.get("validation_accuracy")).isEqualTo(json.get("validation_accuracy"));
    assertThat(last.get("validation_loss").asDouble())
        .isCloseTo(json.get("validation_loss").asDouble(), within(1e-6));
    assertThat(last.has("test_accuracy")).isFalse();
    assertThat(result.err()).contains("Validation accuracy", "on 50 rows");
    JsonNode config = new ObjectMapper().readTree(folder.resolve("config.json").toFile());
    assertThat(config.at("/result/validation_loss")).isEqualTo(json.get("validation_loss"));
  }

  /** NaN is no JSON, and as a string it would be compared as one. */
  @Test
  void numbersThatAreNoneAreNullHoweverDeep() throws IOException {
    JsonObject json =
        new JsonObject()
            .put("a", Double.NaN)
            .put("b", List.of(1.5, Double.POSITIVE_INFINITY))
            .put("c", new double[] {-0.0, Double.NEGATIVE_INFINITY})
            .put("d", java.util.Map.of("e", Float.NaN));
    String expected = "{\"a\":null,\"b\":[1.5,null],\"c\":[-0.0,null],\"d\":{\"e\":null}}";
    assertThat(json).hasToString(expected);
    assertThat(new ObjectMapper().readTree(json.toPrettyString()).toString()).isEqualTo(expected);
  }

  @Test
  void aRunThatDivergesIsStillOneObject() throws IOException {
    Result result =
        small("--json", "--lr", "1e30", "--loss", "mse", "--optimizer", "sgd", "--validation", "9");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.out()).doesNotContain("NaN", "Infinity");
    assertThat(result.lastLineAsJson().get("ending").asText()).isEqualTo("diverged");
  }

  @Test
  void everyKeyOfJsonIsInTheHelp() throws IOException {
    String train = run("train", "--help").out();
    small("--json").lastLineAsJson().fieldNames().forEachRemaining(key -> assertKey(train, key));
    String eval = run("eval", "--help").out();
    run("eval", model.toString(), "--json")
        .lastLineAsJson()
        .fieldNames()
        .forEachRemaining(key -> assertKey(eval, key));
  }

  private static void assertKey(String help, String key) {
    assertThat(help).containsPattern("(?U)\\b" + key + "\\b");
  }

  @Test
  void theSameSeedGivesTheSameFile() throws IOException {
    small("--seed", "5", "--dropout", "0.2");
    byte[] first = Files.readAllBytes(folder.resolve("model.safetensors"));
    small("--seed", "5", "--dropout", "0.2");
    assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isEqualTo(first);
    small("--seed", "6", "--dropout", "0.2");
    assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isNotEqualTo(first);
  }

  /** A file with holes, which takes no disk: only what is mapped can be of this size. */
  @Test
  void trainsOnAFileLargerThanAJavaArray() throws IOException {
    int rows = 2_800_000;
    ImageFolder.write(folder, Digits.generateTrain(20, 1), Digits.generateTest(20, 1));
    Files.delete(folder.resolve("train-images-idx3-ubyte.gz"));
    Files.delete(folder.resolve("train-labels-idx1-ubyte.gz"));
    withHoles(folder.resolve("train-images-idx3-ubyte"), 0x803, rows, 28, 28);
    withHoles(folder.resolve("train-labels-idx1-ubyte"), 0x801, rows);
    for (String threads : List.of("1", "2")) {
      Result result =
          run(
              ("train --data digits --data-dir %s --rows 300 --validation 50 --epochs 1 --hidden 4"
                      + " --json --force --threads %s --out %s")
                  .formatted(folder, threads, folder.resolve("run"))
                  .split(" "));
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.lastLineAsJson().get("ending").asText()).isEqualTo("completed");
    }
  }

  private static void withHoles(Path file, int magic, int... dims) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      long size = 1;
      out.writeInt(magic);
      for (int dim : dims) {
        out.writeInt(dim);
        size *= dim;
      }
      out.setLength(out.length() + size);
    }
  }

  private Result small(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "train",
                "--data",
                "moons",
                "--rows",
                "200",
                "--hidden",
                "8",
                "--epochs",
                "2",
                "--force",
                "--out",
                folder.toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--hidden none",
        "--hidden 4,3,2 --activation gelu",
        "--loss mse",
        "--loss bce-sum --optimizer rmsprop",
        "--loss euclidean --optimizer adamw --schedule warmup-cosine --clip 1 --l2 0.01",
        "--init orthogonal --optimizer nesterov --schedule step",
        "--init nielsen --activation sigmoid --optimizer sgd --lr 0.5",
        "--batch 1 --dropout 0.5",
        "--batch 100000",
        "--validation 50",
        "--epochs 0",
        "--data xor",
        "--data circles",
        "--data spiral --noise 0.05",
        "--threads 2"
      })
  void flagsWorkTogether(String flags) {
    Result result = small(flags.split(" ", -1));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("Test accuracy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --data mnits | no data set is called",
        "train --activation rleu | there are identity, sigmoid",
        "train --optimizer adm | there are sgd, momentum",
        "train --loss foo | no loss is called foo",
        "train --schedule foo | no schedule is called foo",
        "train --init foo | there are keras, pytorch, nielsen",
        "train --hidden 12x | expected numbers of units such as 128,64",
        "train --hidden 0 | at least one unit",
        "train --batch 0 | --batch must be at least 1, got 0",
        "train --epochs -1 | --epochs must be at least 0",
        "train --lr 0 | --lr: lr must be positive",
        "train --lr NaN | --lr: lr must be positive",
        "train --dropout 1 | --dropout: Dropout: p must be in [0, 1)",
        "train --l2 -1 | --l2: lambda must be",
        "train --clip 0 | --clip: max must be positive",
        "train --threads 0 | --threads must be in 1",
        "train --validation 10000 | expected a validation count in 1 to 9999",
        "train --validation -1 | --validation must be at least 0",
        "train --rows 0 | --rows must be at least 1",
        "train --noise -1 --data moons | --noise must not be negative",
        "train --epochs ten | Invalid value for option '--epochs'",
        "train --epoch 3 | unknown: --epoch",
        "trian | unknown: trian",
        "'' | name a command",
        "data | name a command",
        "eval | Missing required parameter",
        "predict | Missing required parameter",
      })
  void wrongUsageIsASentenceAndExitCode2(String arguments, String sentence) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
    Result result = run(words);
    assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void divergenceExits1AndSavesGoodNumbers() throws IOException {
    Result result = small("--lr", "1e30", "--loss", "mse", "--optimizer", "sgd");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("the loss became", "in step").doesNotContain("\tat ");
    Result eval = run("eval", folder.resolve("model.safetensors").toString(), "--json");
    assertThat(eval.lastLineAsJson().get("loss").isNumber()).isTrue();
  }

  @Test
  void offlineIsSaidWithWhatToDo() throws IOException {
    assumeTrue(System.getenv("CHAINRULE_DATA") == null || !hasFashion(), "skipped: data is here");
    Path missing = Files.createDirectory(folder.resolve("nowhere"));
    Result result = run("train", "--data", "fashion", "--data-dir", missing.toString());
    if (result.exitCode() == 0) {
      return; // this machine has been online
    }
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("By hand: put").doesNotContain("\tat ");
  }

  private static boolean hasFashion() {
    return Files.exists(Path.of(System.getenv("CHAINRULE_DATA"), "fashion"));
  }

  @Test
  void stacktraceShowsWhere() {
    assertThat(run("eval", "no-such-file").err())
        .contains("no-such-file: there is no such file")
        .doesNotContain("\tat ");
    assertThat(run("eval", "no-such-file", "--stacktrace").err()).contains("\tat ");
    assertThat(run("--stacktrace", "eval", "no-such-file").err()).contains("\tat ");
  }

  // ---- eval, summary, predict

  @Test
  void evalTestsOnTheDataItWasTrainedOn() throws IOException {
    Result text = run("eval", model.toString());
    assertThat(text.out()).contains("2,000 rows of digits test", "accuracy", "true \\ predicted");
    JsonNode json = run("eval", model.toString(), "--json").lastLineAsJson();
    assertThat(json.get("accuracy").asDouble()).isGreaterThan(0.93);
    assertThat(json.get("confusion")).hasSize(10);
  }

  @Test
  void evalDrawsTheDataThatTheNetworkWasTestedOn() throws IOException {
    JsonNode trained =
        small("--json", "--noise", "0.3", "--data-seed", "9", "--rows", "300", "--loss", "sse")
            .lastLineAsJson();
    String file = folder.resolve("model.safetensors").toString();
    JsonNode tested = run("eval", file, "--json").lastLineAsJson();
    assertThat(tested.get("accuracy")).isEqualTo(trained.get("test_accuracy"));
    assertThat(tested.get("loss")).isEqualTo(trained.get("test_loss"));
    assertThat(tested.get("rows").asInt()).isEqualTo(300);
    JsonNode other = run("eval", file, "--json", "--data", "moons").lastLineAsJson();
    assertThat(other.get("rows").asInt()).isEqualTo(1000);
  }

  /** A sum over 64 rows and one over 1000 would look as if the network were 15 times worse. */
  @Test
  void lossesThatAreSumsAreComparable() throws IOException {
    JsonNode json = small("--json", "--loss", "sse", "--batch", "20").lastLineAsJson();
    assertThat(json.get("train_loss").asDouble() / json.get("test_loss").asDouble())
        .isBetween(0.5, 2.0);
  }

  @Test
  void numbersThatAreNoneAreRefused() throws IOException {
    small();
    String file = folder.resolve("model.safetensors").toString();
    for (String values : List.of("NaN,1", "Infinity,1", "1e99,1")) {
      Result result = run("predict", file, "--values", values);
      assertThat(result.exitCode()).as(values).isEqualTo(2);
      assertThat(result.err()).contains("--values must be finite");
    }
    Result beyond = run("predict", file, "--values", "3e38,-3e38");
    assertThat(beyond.exitCode()).isEqualTo(1);
    assertThat(beyond.err()).contains("beyond what it can tell");
  }

  @Test
  void aNetworkTooLargeForMemoryIsSaidAndCanBeSummarised() {
    assertThat(run("summary", "--hidden", "2000000000,2000000000").exitCode()).isZero();
    Result result = small("--hidden", "2000000000,2000000000");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("2→2000000000→2000000000→2 needs", "EiB", "are free");
  }

  @Test
  void aFolderThatCannotBeIsSaidBeforeTraining() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Result result = run("train", "--data", "moons", "--out", file.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("for it is a file").doesNotContain("epoch");
    assertThat(run("train", "--out", "").exitCode()).isEqualTo(2);
  }

  @Test
  void evalOnDataOfAnotherShapeIsRefused() {
    Result result = run("eval", model.toString(), "--data", "moons");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("takes inputs of shape [784]", "has [2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a model", "\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000{}"})
  void aFileThatIsNoModelIsNamed(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.safetensors"), content);
    for (String command : List.of("eval", "summary")) {
      Result result = run(command, file.toString());
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("bad.safetensors").doesNotContain("\tat ");
    }
  }

  @Test
  void summaryShowsLayers() {
    assertThat(run("summary", model.toString()).out())
        .contains("Dense(784→128, relu)", "100,480", "101,770", "data: digits");
    assertThat(run("summary", "--hidden", "512,512").out()).contains("669,706");
  }

  @Test
  void predictReadsPngOfItsOwnSize() throws IOException {
    float[] pixels = new float[784];
    float[] label = new float[1];
    int right = 0;
    for (int row = 0; row < 20; row++) {
      Digits.test().read(new int[] {row}, 0, 1, pixels, label);
      Path png = folder.resolve("digit.png");
      ImageIO.write(picture(pixels), "png", png.toFile());
      JsonNode json = run("predict", model.toString(), png.toString(), "--json").lastLineAsJson();
      if (json.get("class").asText().equals(Integer.toString((int) label[0]))) {
        right++;
      }
      double sum = 0;
      for (JsonNode p : json.get("probabilities")) {
        sum += p.asDouble();
      }
      assertThat(sum).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-6));
    }
    assertThat(right).isGreaterThanOrEqualTo(17);
  }

  private static BufferedImage picture(float[] pixels) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, Math.round(255 * pixels[i]));
    }
    return image;
  }

  /** A one, drawn large and dark on white, somewhere on the sheet. */
  @Test
  void predictFindsADrawingOfAnotherSize() throws IOException {
    BufferedImage sheet = new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new java.awt.BasicStroke(14));
    graphics.drawLine(220, 40, 215, 160);
    graphics.dispose();
    Path png = folder.resolve("one.png");
    ImageIO.write(sheet, "png", png.toFile());
    JsonNode json = run("predict", model.toString(), png.toString(), "--json").lastLineAsJson();
    assertThat(json.get("class").asText()).isEqualTo("1");
  }

  @Test
  void predictReadsIdxAndNumbers() throws IOException {
    assertThat(run("data", "make", "digits", "--rows", "20", "--out", folder.toString()).exitCode())
        .isZero();
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    Result result = run("predict", model.toString(), images.toString(), "--first", "3");
    assertThat(result.out()).contains("[0]", "[2]").doesNotContain("[3]");
    small();
    Path moons = folder.resolve("model.safetensors");
    assertThat(run("predict", moons.toString(), "--values", "0.5,-1").out()).contains("%");
    Result wrong = run("predict", moons.toString(), "--values", "0.5");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("takes 2 numbers, --values has 1");
  }

  @Test
  void predictSaysWhatIsNoPicture() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "this is no picture");
    for (String file : List.of(text.toString(), folder.toString(), "missing.png")) {
      Result result = run("predict", model.toString(), file);
      assertThat(result.exitCode()).as(file).isEqualTo(1);
      assertThat(result.err()).contains("nn: ").doesNotContain("\tat ");
    }
  }

  // ---- data and help

  @Test
  void dataListNamesSourcesAndLicences() {
    assertThat(run("data", "list").out())
        .contains("digits", "mnist", "fashion", "kmnist", "xor", "moons", "circles", "spiral")
        .contains("CC BY-SA", "MIT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "train --help",
        "eval --help",
        "predict --help",
        "summary --help",
        "check --help",
        "diff --help",
        "data --help",
        "bench --help",
        "example --help"
      })
  void everyCommandHasHelpWithExamples(String arguments) {
    Result result = run(arguments.split(" ", -1));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage:", "Examples:");
  }
}
