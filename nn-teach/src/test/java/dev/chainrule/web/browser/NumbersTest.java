package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number on the page is the trace's, digit by digit, and none is there before its step. */
@InBrowser
final class NumbersTest {
  private static final int MANY = 10;

  /** Mazur's network, and larger ones: two hidden layers, a batch, after updates. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data=mazur|0",
        "data=mazur&log=u1|0",
        "data=moons&hidden=5%2C4&batch=3&opt=adam&log=u2|1",
        "data=circles&hidden=none&batch=2|0",
        "data=xor&hidden=3&act=relu&loss=cross-entropy&noise=0.1|0"
      })
  void areTheTraces(String scenario, int sample, Page page) {
    FormulaWalk walk = FormulaWalk.of(page, scenario);
    page.open(scenario + (sample == 0 ? "" : "&row=" + sample));
    Set<String> seen = new HashSet<>();
    for (int step = 0; step <= walk.steps(); step++) {
      assertThat(page.step()).isEqualTo(step);
      check(page, walk, step, sample, seen);
      if (step < walk.steps()) {
        page.click("step-next");
      }
    }
    for (String name : walk.names()) {
      page.click("array-" + name);
      check(page, walk, walk.steps(), sample, seen);
    }
    assertThat(seen).as("arrays that were shown").containsAll(walk.names());
  }

  private static void check(Page page, FormulaWalk walk, int step, int sample, Set<String> seen) {
    List<Shown> all = Shown.all(page);
    assertThat(all).hasSizeGreaterThan(MANY);
    String query = page.query();
    for (Shown shown : all) {
      String where = shown.test() + " at " + query;
      if (shown.name().startsWith("local-")) {
        local(page, walk, step, sample, shown, where);
      } else {
        seen.add(shown.name());
        value(walk, step, sample, shown, where);
      }
      readable(shown, where);
    }
    assertThat(page.value("loss"))
        .as(query)
        .isEqualTo(walk.known("L", step) ? page.value("loss") : "");
    if (walk.known("L", step)) {
      assertThat(page.number("loss")).isEqualTo(walk.loss());
    } else {
      assertThat(page.text("loss")).isEqualTo(Shown.UNKNOWN);
    }
  }

  private static void value(FormulaWalk walk, int step, int sample, Shown shown, String where) {
    boolean drawing = shown.test().startsWith("weight-") || shown.test().startsWith("unit-");
    String name =
        shown.test().startsWith("weight-") && walk.known(shown.name() + "'", step)
            ? shown.name() + "'"
            : shown.name();
    if (!walk.known(name, step)) {
      assertThat(shown.value()).as(where).isNull();
      assertThat(shown.text()).as(where).isIn(Shown.UNKNOWN, null);
      return;
    }
    boolean unit = drawing && shown.test().startsWith("unit-");
    int row = unit ? sample : shown.row();
    assertThat(shown.value()).as(where).isNotNull();
    assertThat(Double.parseDouble(shown.value()))
        .as(where)
        .isEqualTo(walk.at(name, row, shown.column()));
  }

  private static void local(
      Page page, FormulaWalk walk, int step, int sample, Shown shown, String where) {
    if (shown.value() == null) {
      assertThat(shown.text()).as(where).isEqualTo(Shown.UNKNOWN);
      return;
    }
    JsonNode answer =
        page.json(
            "local",
            Page.scenario(page.query())
                + "&step="
                + walk.step(step).path("number").asInt()
                + "&sample="
                + sample
                + "&product="
                + shown.name().replaceFirst("local-\\d+-?", "0").replaceFirst("^0(?=\\d)", ""));
    assertThat(Double.parseDouble(shown.value()))
        .as(where)
        .isEqualTo(PageJson.number(answer.path("numbers").path(shown.row()).path(shown.column())));
  }

  /** What one reads is the number, rounded. */
  private static void readable(Shown shown, String where) {
    if (shown.value() != null && shown.text() != null) {
      double x = Double.parseDouble(shown.value());
      assertThat(Shown.read(shown.text()))
          .as(where)
          .isCloseTo(x, within(1.001 * Shown.rounding(shown.text())));
    }
  }

  /** Weights, their derivatives, difference quotients and paths. */
  @Test
  void ofAWeightAreTheServers(Page page) {
    page.open("step=18&select=A1%5B0%2C0%5D&panel=weight");
    JsonNode weight = page.json("weight", "name=A1&index=0,0");
    assertThat(page.number("fact-value")).isEqualTo(0.40);
    assertThat(page.number("fact-derivative")).isEqualTo(weight.path("derivative").asDouble());
    assertThat(page.number("fact-derivative")).isCloseTo(0.08216704056423077, within(1e-15));
    assertThat(page.number("fact-quotient"))
        .isEqualTo(weight.path("quotient").path("value").asDouble());
    assertThat(page.number("fact-quotient")).isCloseTo(0.08216704056423077, within(1e-8));
    assertThat(page.number("fact-updated")).isCloseTo(0.35891647971788, within(1e-14));
    JsonNode paths = weight.path("paths").path("shown");
    for (int i = 0; i < paths.size(); i++) {
      assertThat(page.number("path-" + i + "-product"))
          .isEqualTo(paths.path(i).path("product").asDouble());
    }
  }

  @Test
  void ofTheLedgerAreTheTraces(Page page) {
    FormulaWalk walk = FormulaWalk.of(page, "data=mazur");
    page.open("step=8&panel=cost");
    JsonNode ledger = walk.json().path("ledger");
    assertThat(page.number("ledger-reverse")).isEqualTo(ledger.path("reverse").asDouble());
    assertThat(page.number("ledger-forward")).isEqualTo(ledger.path("forward").asDouble());
    long backward = 0;
    for (int step = 1; step <= 8; step++) {
      if (walk.step(step).path("phase").asText().equals("backward")) {
        backward += walk.step(step).path("multiplications").asLong();
      }
    }
    assertThat(page.value("ledger-backward-sofar")).isEqualTo(String.valueOf(backward));
    assertThat(page.value("ledger-this")).isEqualTo(walk.step(8).path("multiplications").asText());
  }

  /**
   * In forward mode each tangent is the server's, and the last is the derivative of reverse mode.
   */
  @Test
  void ofForwardModeAreTheServers(Page page) {
    page.open("mode=forward&select=A1%5B0%2C0%5D");
    JsonNode forward = page.json("forward", "name=A1&index=0,0");
    page.click("step-last");
    for (JsonNode step : forward.path("steps")) {
      String writes = step.path("writes").asText();
      page.click("array-" + writes);
      int compared = 0;
      for (Shown shown : Shown.all(page)) {
        if (shown.name().equals(writes)) {
          assertThat(Double.parseDouble(String.valueOf(shown.value())))
              .as(writes)
              .isEqualTo(PageJson.number(step.path("numbers").path(shown.column())));
          compared++;
        }
      }
      assertThat(compared).as(writes).isPositive();
    }
    assertThat(forward.path("derivative").asDouble()).isCloseTo(0.08216704056423077, within(1e-15));
  }

  @Test
  void ofProbabilitiesAreTheServers(Page page) {
    page.open("data=digits");
    JsonNode row = page.json("walk", "data=digits").path("prediction").path("rows").path(0);
    assertThat(row).hasSize(10);
    assertThat(page.text("probability-0")).isEqualTo(Shown.UNKNOWN);
    page.click("step-last");
    for (int i = 0; i < 10; i++) {
      assertThat(page.number("probability-" + i)).isEqualTo(row.path(i).asDouble());
    }
  }
}
