package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.cli.CommandLineRunner.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code nn step} from its arguments to what it prints. */
final class StepCommandTest {
  @TempDir private Path folder;

  private static Result step(String commands, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "step";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)));
    try {
      return CommandLineRunner.run(all);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void helpSaysWhatThereIs() {
    Result help = step("", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("--hidden", "--output-activation", "--csv", "--walk", "--export", "--web")
        .contains("identity, sigmoid, tanh", "cross-entropy, bce", "sgd, momentum");
  }

  @Test
  void commandsArePiped() {
    Result result = step("last\r\nshow L\r\nwhere\r\n", "log=u1");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Step 18 of 18: update")
        .contains("  L = 0.2")
        .endsWith("nn step \"log=u1\"\n")
        .doesNotContain("\u001b", ">");
  }

  @Test
  void nothingPipedIsNothingDone() {
    Result result = step("");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void whatFailsInAPipeIsToldAndCounts() {
    Result result = step("bogus\nnext\n");

    assertThat(result.exitCode()).isOne();
    assertThat(result.err()).isEqualTo("nn: there is no command \"bogus\"; help lists them.\n");
    assertThat(result.out()).contains("Step 1 of 18");
  }

  @Test
  void optionsGoBeforeTheQuery() {
    Result result =
        step(
            "where\n",
            "http://127.0.0.1:7070/?data=xor&hidden=3&rate=0.2&step=4",
            "--hidden",
            "5,4",
            "--activation",
            "relu",
            "--output-activation=softplus",
            "--loss=mse",
            "--optimizer=adam",
            "--seed=3",
            "--batch=all",
            "--first=2",
            "--points=20",
            "--noise=0",
            "--data-seed=9",
            "--init=pytorch");

    assertThat(result.out())
        .isEqualTo(
            "nn step \"data=xor&points=20&noise=0&dataseed=9&hidden=5,4&act=relu&out=softplus"
                + "&loss=mse&opt=adam&rate=0.2&init=pytorch&seed=3&batch=all&first=2\"\n");
  }

  @Test
  void theWholeWalkIsPrinted() {
    Result result = step("", "--walk", "--digits", "17");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("Given")
        .contains("Step 18 of 18", "L = 0.2983711087600", "0.35891647971788", "0.1497807161327628");
  }

  @Test
  void aTableOfOnesOwnIsLearnt() throws IOException {
    Path small = folder.resolve("small.csv");
    Files.writeString(small, "a,b,kind\r\n1,2,red\r\n3,4,blue\r\n");
    Path large = folder.resolve("large.csv");
    Files.writeString(large, "1,2,0\n3,4,1\n".repeat(500));

    assertThat(step("u 5\nwhere\n", "--csv", small.toString()).out())
        .startsWith("Update 5: L was ")
        .contains("csv=a,b,kind%0A1,2,red%0A3,4,blue");
    assertThat(step("e\nwhere\n", "--csv", large.toString(), "--batch", "100").out())
        .startsWith("Update 10: L was ")
        .contains("csv=@classes-");
  }

  @Test
  void exportsAreWritten() throws IOException {
    Path file = folder.resolve("walk.md");
    Result result = step("", "data=moons", "--export", file.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("Written: " + file + "\n");
    assertThat(file).content().contains("\\frac{\\partial");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--hidden 0 | from 1 to 2,000, got \"0\"",
        "--data moon | did you mean moons?",
        "--activation rellu | did you mean relu?",
        "data=moon | did you mean moons?",
        "moons | expected a scenario such as data=xor&hidden=4, got \"moons\"",
        "log=A9[0,0]=1 --walk | the parameters: there is no \"A9\"",
        "data=mazur log=u1 | log=u1",
        "a#b?c | expected a scenario such as data=xor&hidden=4, got \"a\"",
        "tables/iris.csv | a table is given by --csv",
        "data=%f | a percent sign in an address begins two hexadecimal digits",
        "--csv nowhere.csv | nowhere.csv",
        "--export walk.pdf | ends in .txt, .md, .json, .html",
        "--export nowhere/walk.txt | nowhere/walk.txt",
        "--walk --web | one of them at a time",
        "--port 80 | --port, --host, --allow-host and --no-browser go with --web",
        "--host 0.0.0.0 | go with --web",
        "--allow-host box | go with --web",
        "--web --allow-host http://box:9000/ | NAME:PORT as in the browser's address, without http://",
        "--web --allow-host * | got \"*\"",
        "--web --allow-host box:99999 | got \"box:99999\"",
        "--web --allow-host= | got \"\"",
        "--web --host= | the address to listen at is empty",
        "--web --port 0 --host 203.0.113.9 | port 0 of 203.0.113.9 cannot be used",
        "--web --port 99999 | --port must be in 0 … 65535, got 99999",
        "--digits 0 | --digits must be in 1 … 17, got 0",
        "--hiden 3 | --hiden",
      })
  void mistakesAreAnsweredByASentence(String arguments, String sentence) {
    Result result = step("", arguments.split(" "));

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).startsWith("nn: ").contains(sentence).doesNotContain("Exception");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void tablesAreChecked() throws IOException {
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, "1,2,0\n1,x,1\n");
    Path sheet = folder.resolve("sheet.csv");
    Files.write(sheet, new byte[] {'P', 'K', 3, 4, 0});

    assertThat(step("", "--csv", bad.toString()).err())
        .contains("line 2, column 2 must be a number");
    assertThat(step("", "--csv", sheet.toString()).err())
        .startsWith("nn: " + sheet + ": this is a spreadsheet's own file");
  }

  @Test
  void howATableIsReadIsTold() throws IOException {
    Path table = folder.resolve("german.csv");
    String text = "\"Länge, cm\";Note\n1,5;3\n2,5;5\n3;6\n4;8\n";
    Files.write(table, text.getBytes(StandardCharsets.ISO_8859_1));
    Result result = step("where\n", "--csv", table.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .isEqualTo(
            """
            nn: the table is no UTF-8, so it is read as Windows-1252
            nn: a comma is the decimal sign: 1,5 is 1.5
            nn: "Note" is learnt as a number: it has 4 different whole numbers in 4 rows;\
             task=classification learns each as a class
            """);
    Result chosen = step("show L\n", "--csv", table.toString(), "--task", "classification");
    assertThat(chosen.err()).contains("\"Note\" is learnt as one of 4 classes\n");
    assertThat(step("", "--csv", table.toString(), "--task", "clasification").err())
        .contains("did you mean classification?");
  }
}
