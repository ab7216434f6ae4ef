package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The drawer that chooses data, network and training. */
@InBrowser
final class SetupTest {
  private static JsonNode scenario(Page page) {
    return page.json("walk", Page.scenario(page.query())).path("scenario");
  }

  @Test
  void everyDataSetCanBeChosen(Page page) {
    page.open("").click("setup-open");
    for (JsonNode data : page.json("options", "").path("data")) {
      String name = data.path("name").asText();
      page.choose("setup-data", name);
      assertThat(page.shows("error")).as(name).isFalse();
      assertThat(scenario(page).path("data").asText()).isEqualTo(name);
      assertThat(page.field("setup-hidden")).isEqualTo(scenario(page).path("hidden").asText());
    }
  }

  /** The key, what is typed, and what the server understands. */
  @ParameterizedTest
  @CsvSource({
    "points, 40, 40",
    "noise, 0.25, 0.25",
    "dataseed, 7, 7",
    "first, 12, 12",
    "batch, 5, 5",
    "batch, all, all",
    "hidden, '4,3', '4,3'",
    "hidden, none, none",
    "seed, 9, 9",
    "rate, 0.25, 0.25"
  })
  void whatIsTypedIsTaken(String key, String typed, String understood, Page page) {
    page.open("data=moons&setup=1");
    String before = page.value("weight-A0-0-0") + page.value("unit-f0-0");
    page.fill("setup-" + key, typed);
    assertThat(scenario(page).path(key).asText()).isEqualTo(understood);
    assertThat(page.field("setup-" + key)).isEqualTo(understood);
    if (!key.equals("rate") && !key.equals("points") && !typed.equals("5")) {
      String after = page.value("weight-A0-0-0") + page.value("unit-f0-0");
      assertThat(after.equals(before)).as("the numbers").isEqualTo(typed.equals("all"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "act, relu, relu",
    "out, tanh, tanh",
    "init, constant, ''",
    "loss, mse, ''",
    "opt, adam, ''"
  })
  void whatIsChosenIsTaken(String key, String choice, String heading, Page page) {
    page.open("data=moons&setup=1").choose("setup-" + key, choice);
    assertThat(page.query()).contains(key + "=" + choice);
    assertThat(scenario(page).path(key).asText()).isEqualTo(choice);
    assertThat(page.css("#network-drawing").getText()).contains(heading);
  }

  @Test
  void resetGoesBackToTheFirstExample(Page page) {
    page.open("data=xor&hidden=5&setup=1&log=u3").click("setup-reset");
    assertThat(Page.scenario(page.query())).isEmpty();
    assertThat(page.field("setup-data")).isEqualTo("mazur");
    page.click("setup-close");
    assertThat(page.shows("setup-form")).isFalse();
  }

  @Test
  @Refused
  void whatTheServerRefusesStandsBesideTheField(Page page) {
    page.open("setup=1").fill("setup-hidden", "2,zwei");
    assertThat(page.text("setup-error")).contains("zwei");
    assertThat(page.text("error")).isEqualTo(page.text("setup-error"));
    page.click("error-retry");
    assertThat(page.text("error")).contains("zwei");
    page.click("error-back");
    assertThat(page.has("error")).isFalse();
    assertThat(page.field("setup-hidden")).isEqualTo("2");
  }

  @Test
  void anOwnTableTrains(Page page) {
    page.open("setup=1").choose("setup-data", "csv");
    page.fill("setup-csv", " ").click("setup-csv-use");
    assertThat(page.text("csv-error")).contains("Paste some lines");
    page.paste("setup-csv", "size,weight,kind\r\n1,2,0\r\n2,1,0\r\n5,6,1\r\n6,5,1\r\n")
        .click("setup-csv-use")
        .click("setup-close");
    assertThat(page.json("walk", Page.scenario(page.query())).path("epochSteps").asInt())
        .isEqualTo(4);
    double before = lossOfAll(page);
    for (int i = 0; i < 5; i++) {
      page.click("train-epoch");
    }
    assertThat(page.value("updates")).isEqualTo("20");
    assertThat(lossOfAll(page)).isLessThan(before);
    assertThat(page.shows("boundary")).isTrue();
  }

  private static double lossOfAll(Page page) {
    String query = Page.scenario(page.query()) + "&batch=all";
    return page.json("walk", query).path("loss").asDouble();
  }

  @Test
  void whatATableIsToTeachCanBeChosen(Page page) {
    page.open("data=csv&csv=0,1%0A1,3%0A2,5%0A3,7&setup=1");
    assertThat(page.field("setup-task")).isEqualTo("regression");
    assertThat(page.field("setup-loss")).isEqualTo("half-mse");
    assertThat(page.text("setup-remark"))
        .contains("4 different whole numbers in 4 rows", "task=classification");
    assertThat(page.has("probabilities")).isFalse();
    page.choose("setup-task", "classification");
    assertThat(page.query()).contains("task=classification");
    assertThat(page.field("setup-loss")).isEqualTo("cross-entropy");
    assertThat(page.text("setup-remark")).contains("one of 4 classes");
    assertThat(page.has("probabilities")).isTrue();
    page.choose("setup-task", "regression");
    assertThat(scenario(page).path("loss").asText()).isEqualTo("half-mse");
    page.choose("setup-data", "moons");
    assertThat(page.has("setup-task")).isFalse();
    assertThat(page.query()).doesNotContain("task");
  }

  @Test
  void aFileInOtherCharactersIsRead(Page page, @TempDir Path folder) throws Exception {
    String lines = "\"Länge, cm\";Sorte\n1,5;süß\n2,5;herb\n";
    Path file = folder.resolve("own.csv");
    Files.write(file, lines.getBytes(StandardCharsets.ISO_8859_1));
    page.open("data=csv&csv=0,0,0%0A1,1,1&setup=1");
    page.element("setup-csv-file").sendKeys(file.toString());
    assertThat(page.waitFor(() -> page.query().contains("Sorte"))).isTrue();
    page.ready();
    assertThat(page.json("walk", Page.scenario(page.query())).path("prediction").path("classes"))
        .hasToString("[\"herb\",\"süß\"]");
    assertThat(page.css("#setup").getText()).contains("1,5 is 1.5");
  }

  @Test
  void aFileTrainsToo(Page page, @TempDir Path folder) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      lines.append(i % 17).append(',').append(i % 13).append(',').append(i % 2).append('\n');
    }
    Path file = Files.writeString(folder.resolve("own.csv"), lines);
    page.open("data=csv&csv=0,0,0%0A1,1,1&setup=1");
    page.element("setup-csv-file").sendKeys(file.toString());
    assertThat(page.waitFor(() -> page.query().contains("csv=%40"))).isTrue();
    page.ready();
    assertThat(page.json("walk", Page.scenario(page.query())).path("epochSteps").asInt())
        .isEqualTo(2000);
  }
}
