package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.example.Example;
import dev.chainrule.lecture.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nn example}. */
final class ExampleCommandTest {
  private static final int WIDTH = 128; // columns that a projected terminal has room for

  @TempDir private Path folder;

  static Stream<Example> all() {
    return Examples.ALL.stream();
  }

  @Test
  void listsAllWithTheirEntries() {
    Result result = run("example");
    assertThat(result.exitCode()).isZero();
    for (Example example : Examples.ALL) {
      assertThat(result.out()).contains(example.title(), String.join(" ", example.entries()));
    }
    assertThat(result.out().lines().toList().get(7)).startsWith(" 8  Backpropagation on paper");
  }

  @Test
  void thePackageIsTheNumber() {
    for (int i = 0; i < Examples.ALL.size(); i++) {
      assertThat(Examples.ALL.get(i).number()).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8", "08", "ex08", "ex8", "EX8", "BackpropOnPaper", "backproponpaper", "B7", "b1"})
  void findsAnExampleByNumberNameOrEntry(String which) {
    Result result = run("example", which);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("ex08  Backpropagation on paper");
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyExampleIsFitToBeProjected(Example example) {
    String text = example.text();
    assertThat(text).startsWith(example.label()).contains("→").doesNotContain("NaN", "\t");
    assertThat(text.lines().allMatch(line -> line.equals(line.stripTrailing()))).isTrue();
    assertThat(text.lines().filter(line -> line.length() > WIDTH)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void picturesAreDrawnWhereThereAreAny(Example example) throws IOException {
    Path png = folder.resolve("picture.png");
    Result result = run("example", example.label(), "--plot", png.toString());
    if (example.chart().isPresent()) {
      assertThat(result.out()).contains("The picture is in " + png);
      assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(500);
    } else {
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains(example.label() + " has no picture", "ex03");
      assertThat(png).doesNotExist();
    }
  }

  @Test
  void saysHowToHaveAPicture() throws IOException {
    assertThat(run("example", "3").out()).contains("nn example 3 --plot ex03.png");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example 13 | no example is called 13; there are 1 to 12",
        "example 0 | no example is called 0",
        "example backprop | no example is called backprop",
        "example 8 9 | unknown: 9",
        "example --plot x.png | --plot: name the example to draw; there are ex01, ex03",
      })
  void wrongUsageIsASentenceAndExitCode2(String arguments, String sentence) {
    Result result = run(arguments.split(" ", -1));
    assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Path nowhere = folder.resolve("nowhere").resolve("x.png");
    Result result = run("example", "3", "--plot", nowhere.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("nowhere").doesNotContain("\tat ");
  }
}
