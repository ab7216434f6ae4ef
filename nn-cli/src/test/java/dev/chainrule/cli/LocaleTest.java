package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed, written and drawn does not depend on the country. */
@Tag("rough")
final class LocaleTest {
  @TempDir private Path folder;

  /** That this JDK has the digits, or the test would prove nothing. */
  @Test
  void anEgyptianHasOtherDigits() {
    assertThat(String.format(Locale.forLanguageTag("ar-EG"), "%d", 12)).isEqualTo("١٢");
    assertThat("TITLE".toLowerCase(Locale.forLanguageTag("tr"))).isNotEqualTo("title");
  }

  @Test
  void trainingAndStepsAreThoseOfEveryOtherCountry() throws Exception {
    String train = "train --data moons --rows 60 --epochs 3 --hidden 8 --validation 10 --out run";
    for (String[] country : new String[][] {{"en", "US"}, {"ar", "EG"}, {"tr", "TR"}}) {
      assertPlain(java(country, train), "Test accuracy");
    }
    for (String file : List.of("run/model.safetensors", "run/curves.png")) {
      byte[] expected = Files.readAllBytes(folder.resolve("en").resolve(file));
      for (String language : List.of("ar", "tr")) {
        assertThat(folder.resolve(language).resolve(file)).as(language).hasBinaryContent(expected);
      }
    }
    String[] egypt = {"ar", "EG"};
    assertPlain(java(egypt, "step --data xor --hidden 3 --export walk.html"), "Written: walk.html");
    assertPlain(Files.readString(folder.resolve("ar").resolve("walk.html")), "</html>");
    assertPlain(java(egypt, "train --hidden 1000000000"), "needs 19 TiB");
    assertPlain(java(egypt, "train --validation 10000"), "1 to 9999");
  }

  private static void assertPlain(String text, String part) {
    assertThat(text).contains(part);
    assertThat(text.codePoints().filter(Character::isDigit)).allMatch(c -> c < 128);
  }

  private String java(String[] country, String line) throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve(country[0]));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=" + country[0]);
    command.add("-Duser.country=" + country[1]);
    command.add("-Dsun.stdout.encoding=UTF-8");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.chainrule.cli.Main");
    command.addAll(List.of(line.split(" ", -1)));
    Process process =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return output;
  }
}
