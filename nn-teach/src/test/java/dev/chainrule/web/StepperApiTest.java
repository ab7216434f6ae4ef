package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.web.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The questions about a network's step, over HTTP. */
final class StepperApiTest {
  private static final Offset<Double> EXACT = within(1e-15);
  private static final Offset<Double> NEAR = within(1e-9);

  private static WebServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = WebServer.start(0, new SnapshotCache(), Client.PATIENCE);
    client = new Client(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode ask(String path, String... query) throws Exception {
    Answer answer = client.get(path, query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json;charset=utf-8");
    return answer.json();
  }

  private static double number(JsonNode walk, String name, int i) {
    return walk.get("values").get(name).get("numbers").get(i).asDouble();
  }

  // ---- the walk

  @Test
  void mazursExampleIsWhereAllBegins() throws Exception {
    JsonNode walk = ask("/api/walk");
    assertThat(walk.get("query").asText()).isEmpty();
    assertThat(walk.get("scenario").get("data").asText()).isEqualTo("mazur");
    assertThat(walk.get("scenario").get("hidden").asText()).isEqualTo("2");
    assertThat(walk.get("loss").asDouble()).isCloseTo(0.298371108760, within(1e-12));
    assertThat(walk.get("network").get("parameters").asInt()).isEqualTo(12);
    assertThat(walk.get("network").get("type").asText()).isEqualTo("DOUBLE");
    JsonNode layer = walk.get("network").get("layers").get(1);
    assertThat(layer.get("title").asText()).isEqualTo("Dense(2→2, sigmoid)");
    assertThat(layer.get("z").asText()).isEqualTo("z2");
    assertThat(layer.get("parameters").toString()).isEqualTo("[\"A1\",\"b1\"]");
    assertThat(number(walk, "A0", 0)).isEqualTo(0.15);
    assertThat(number(walk, "dL/dA1", 0)).isCloseTo(0.08216704056423077, EXACT);
    assertThat(number(walk, "A1'", 0)).isCloseTo(0.35891647971788, within(1e-14));
    assertThat(number(walk, "A0'", 0)).isCloseTo(0.1497807161327628, EXACT);
    assertThat(walk.get("prediction").isNull()).isTrue();
    assertThat(walk.get("history")).isEmpty();
    assertThat(walk.get("ledger").get("forwardSweeps").asInt()).isEqualTo(12);
  }

  @Test
  void everyStepReadsWhatIsThereAndWritesWhatIsNew() throws Exception {
    JsonNode walk = ask("/api/walk", "data", "moons", "hidden", "3,2", "batch", "2");
    List<String> written = new ArrayList<>();
    for (JsonNode step : walk.get("steps")) {
      assertThat(step.get("number").asInt()).isEqualTo(written.size() + 1);
      written.add(step.get("writes").asText());
      assertThat(walk.get("values").has(step.get("writes").asText())).isTrue();
      for (JsonNode read : step.get("reads")) {
        assertThat(walk.get("values").has(read.asText())).as("%s", step).isTrue();
      }
      assertThat(step.get("equation").get("latex").asText()).isNotBlank();
      for (JsonNode product : step.get("products")) {
        assertThat(walk.get("values").has(product.get("upstream").asText())).isTrue();
        assertThat(product.get("local").get("rows").asLong()).isPositive();
      }
    }
    assertThat(written).doesNotHaveDuplicates().contains("z1", "L", "dL/dA0", "A2'");
    assertThat(walk.get("batch").asInt()).isEqualTo(2);
    assertThat(walk.get("rows").toString()).isEqualTo("[0,1]");
    JsonNode prediction = walk.get("prediction");
    assertThat(prediction.get("kind").asText()).isEqualTo("probabilities");
    JsonNode row = prediction.get("rows").get(1);
    assertThat(row.get(0).asDouble() + row.get(1).asDouble()).isCloseTo(1, EXACT);
    assertThat(prediction.get("target")).hasSize(2);
  }

  @Test
  void updatesAreTakenAndTheirLossesKept() throws Exception {
    JsonNode before = ask("/api/walk");
    JsonNode after = ask("/api/walk", "log", "u1");
    assertThat(after.get("query").asText()).isEqualTo("log=u1");
    assertThat(after.get("updates").asInt()).isEqualTo(1);
    assertThat(after.get("history").get(0)).isEqualTo(before.get("loss"));
    assertThat(number(after, "A0", 0)).isEqualTo(number(before, "A0'", 0));
    assertThat(number(after, "b1", 1)).isEqualTo(number(before, "b1'", 1));
    JsonNode long_ = ask("/api/walk", "log", "u2000");
    assertThat(long_.get("history")).hasSize(500);
    assertThat(long_.get("history").get(0)).isEqualTo(before.get("loss"));
    JsonNode changed = ask("/api/walk", "log", "u1~A0[0,1]=0.3~rate=0.1");
    assertThat(number(changed, "A0", 1)).isEqualTo(0.3);
    assertThat(changed.get("rate").asDouble()).isEqualTo(0.1);
  }

  @Test
  void pagesMayAddKeysOfTheirOwn() throws Exception {
    JsonNode walk = ask("/api/walk", "log", "u1", "step", "7", "theme", "dark", "tab", "network");
    assertThat(walk.get("query").asText()).isEqualTo("log=u1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data|nothing|",
        "hidden|0|",
        "hidden|-3|",
        "hidden|99999999999999999999|",
        "hidden|100000,100000|",
        "act|rellu|relu",
        "loss|hinges|",
        "opt|adamm|adam",
        "rate|NaN|",
        "rate|-1|",
        "rate|1e999|",
        "seed|x|",
        "batch|0|",
        "batch|1e9|",
        "first|-1|",
        "log|u0|",
        "log|u99999999999|",
        "log|A9[0,0]=1|A9",
        "log|A0[5,0]=1|",
        "log|A0[0,0]=NaN|",
        "log|~~;drop table|",
        "csv|@deadbeef|",
        "dta|xor|data"
      })
  void whatCannotBeGetsASentence(String key, String value, String hint) throws Exception {
    Answer answer = client.get("/api/walk", key, value);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).isNotBlank().doesNotContain("Exception").doesNotContain("\n");
    if (hint != null) {
      assertThat(answer.error()).contains(hint);
    }
  }

  @Test
  void aLossThatIsNoNumberIsSaid() throws Exception {
    Answer answer = client.get("/api/walk", "data", "xor", "rate", "1e6", "log", "u500");
    assertThat(answer.status()).isIn(200, 400);
    assertThat(answer.text()).doesNotContain("NaN,").doesNotContain("Infinity,");
  }

  // ---- arrays

  @Test
  void largeArraysComeInParts() throws Exception {
    String[] digits = {"data", "digits", "hidden", "128"};
    JsonNode walk = ask("/api/walk", digits);
    assertThat(walk.get("network").get("parameters").asInt()).isEqualTo(101_770);
    assertThat(walk.get("network").get("type").asText()).isEqualTo("FLOAT");
    JsonNode weights = walk.get("values").get("A0");
    assertThat(weights.get("numbers").isNull()).isTrue();
    assertThat(weights.get("shape").toString()).isEqualTo("[128,784]");
    JsonNode part =
        ask("/api/array", "data", "digits", "hidden", "128", "name", "A0", "at", "100,750");
    assertThat(part.get("at").toString()).isEqualTo("[100,750]");
    assertThat(part.get("numbers")).hasSize(28);
    assertThat(part.get("numbers").get(0)).hasSize(34);
    assertThat(part.get("min")).isEqualTo(weights.get("min"));
    assertThat(part.get("max")).isEqualTo(weights.get("max"));
    JsonNode one =
        ask(
            "/api/array",
            "data",
            "digits",
            "hidden",
            "128",
            "name",
            "A0",
            "at",
            "127,783",
            "size",
            "1,1");
    assertThat(one.get("numbers").get(0).get(0)).isEqualTo(part.get("numbers").get(27).get(33));
  }

  @Test
  void vectorsAreOneRow() throws Exception {
    JsonNode bias = ask("/api/array", "name", "b0");
    assertThat(bias.get("numbers").toString()).isEqualTo("[[0.35,0.35]]");
    assertThat(ask("/api/array", "name", "L").get("numbers").get(0)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|0,0|2,2|name is missing",
        "A7|0,0|2,2|no value is called A7",
        "A0|2,0|2,2|A0 has 2 rows and 2 columns",
        "A0|0|2,2|at is a row and a column",
        "A0|0,0,0|2,2|at is a row and a column",
        "A0|-1,0|2,2|at counts from 0",
        "A0|x|2,2|at is whole numbers",
        "A0|99999999999999,0|2,2|at is whole numbers",
        "A0|0,0|0,1|size is 1 to 64",
        "A0|0,0|65,1|size is 1 to 64",
        "A0|0,0|2147483647,2147483647|size is 1 to 64",
      })
  void partsThatAreNotThereGetASentence(String name, String at, String size, String sentence)
      throws Exception {
    Answer answer = client.get("/api/array", "name", name, "at", at, "size", size);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).contains(sentence);
  }

  @Test
  void localDerivativesAreExpandedOnDemand() throws Exception {
    JsonNode walk = ask("/api/walk");
    int number = 0;
    for (JsonNode step : walk.get("steps")) {
      if (step.get("writes").asText().equals("dL/dA1")) {
        number = step.get("number").asInt();
        assertThat(step.get("product").get("local").get("form").asText()).isEqualTo("kronecker");
      }
    }
    JsonNode local = ask("/api/local", "step", "" + number);
    double h1 = number(walk, "f1", 0);
    double h2 = number(walk, "f1", 1);
    assertThat(local.get("shape").toString()).isEqualTo("[2,4]");
    assertThat(local.get("numbers").toString())
        .isEqualTo("[[%s,%s,0.0,0.0],[0.0,0.0,%s,%s]]".formatted(h1, h2, h1, h2));
    assertThat(ask("/api/local", "step", "" + number, "product", "0")).isEqualTo(local);
    assertThat(client.get("/api/local", "step", "" + number, "product", "1").error())
        .contains("product is a whole number from 0 to 0");
    assertThat(client.get("/api/local", "step", "1").error()).contains("no local derivative");
    assertThat(client.get("/api/local", "step", "99").error()).contains("step is a whole number");
    assertThat(client.get("/api/local").error()).contains("add step=1 to step=");
    assertThat(client.get("/api/local", "step", "" + number, "sample", "1").error())
        .contains("sample is a whole number from 0 to 0");
  }

  // ---- one number

  @Test
  void aWeightComesWithQuotientAndPaths() throws Exception {
    JsonNode weight = ask("/api/weight", "name", "A1", "index", "0,0", "sample", "0");
    assertThat(weight.get("text").asText()).isEqualTo("A₁[0, 0]");
    assertThat(weight.get("value").asDouble()).isEqualTo(0.4);
    assertThat(weight.get("derivative").asDouble()).isCloseTo(0.08216704056423077, EXACT);
    assertThat(weight.get("quotient").get("value").asDouble()).isCloseTo(0.08216704056423077, NEAR);
    assertThat(weight.get("updated").asDouble()).isCloseTo(0.35891647971788, within(1e-14));
    JsonNode paths = weight.get("paths");
    double sum = paths.get("rest").asDouble();
    for (JsonNode path : paths.get("shown")) {
      sum += path.get("product").asDouble();
      assertThat(path.get("factors")).hasSize(path.get("nodes").size() - 1);
      assertThat(path.get("nodes").get(0).get("text").asText()).isEqualTo("A₁[0, 0]");
    }
    assertThat(sum).isCloseTo(0.08216704056423077, EXACT);
    JsonNode input = ask("/api/weight", "name", "f0", "index", "0,1");
    assertThat(input.get("updated").isNull()).isTrue();
    assertThat(input.get("quotient").get("value").isNumber()).isTrue();
    JsonNode hidden = ask("/api/weight", "name", "f1", "index", "0,1");
    assertThat(hidden.get("quotient").isNull()).isTrue();
    assertThat(hidden.get("derivative").isNumber()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A1|5,5|A1 has no number at",
        "A1|0|A1 has no number at",
        "A1|''|A1 has no number at",
        "A1|0,0,0|A1 has no number at",
        "Q|0,0|no value is called Q",
        "A1|0,NaN|index is whole numbers",
      })
  void numbersThatAreNotThereGetASentence(String name, String index, String sentence)
      throws Exception {
    for (String path : List.of("/api/weight", "/api/forward")) {
      Answer answer = client.get(path, "name", name, "index", index);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.error()).contains(sentence);
    }
  }

  @Test
  void forwardModeFindsWhatReverseModeFinds() throws Exception {
    JsonNode sweep = ask("/api/forward", "name", "A0", "index", "1,0");
    assertThat(sweep.get("seed").asText()).isEqualTo("A0[1,0]");
    JsonNode walk = ask("/api/walk");
    assertThat(sweep.get("derivative").asDouble()).isCloseTo(number(walk, "dL/dA0", 2), EXACT);
    JsonNode second = sweep.get("steps").get(1);
    assertThat(second.get("writes").asText()).isEqualTo("df1/dA0[1,0]");
    assertThat(second.get("reads").get(0).asText()).isEqualTo("dz1/dA0[1,0]");
    long products = 0;
    for (JsonNode step : sweep.get("steps")) {
      products += step.get("multiplications").asLong();
    }
    assertThat(products).isEqualTo(sweep.get("multiplications").asLong());
    assertThat(products).isEqualTo(walk.get("ledger").get("forwardSweep").asLong());
    assertThat(client.get("/api/forward", "name", "z1", "index", "0,0").error())
        .contains("forward mode begins at a parameter or at the input f0");
  }

  // ---- pictures

  @Test
  void theBoundaryIsWhereNoClassIsAhead() throws Exception {
    JsonNode plane = ask("/api/boundary", "data", "xor", "log", "u400", "n", "20");
    assertThat(plane.get("classes")).hasSize(20);
    assertThat(plane.get("classes").get(0)).hasSize(20);
    assertThat(plane.has("values")).isFalse();
    int[] count = new int[2];
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 20; j++) {
        count[plane.get("classes").get(i).get(j).asInt()]++;
        assertThat(plane.get("certainty").get(i).get(j).asDouble()).isBetween(0.0, 1.0);
      }
    }
    assertThat(count[0]).isPositive();
    assertThat(count[1]).isPositive();
    assertThat(plane.get("points")).hasSize(100);
    for (JsonNode point : plane.get("points")) {
      assertThat(point.get("x").asDouble())
          .isBetween(plane.get("x").get(0).asDouble(), plane.get("x").get(1).asDouble());
      assertThat(point.get("class").asInt()).isBetween(0, 1);
    }
  }

  @Test
  void ofNumbersThereAreValues() throws Exception {
    JsonNode plane = ask("/api/boundary", "n", "5");
    assertThat(plane.has("classes")).isFalse();
    assertThat(plane.get("values").get(4)).hasSize(5);
    assertThat(plane.get("points").get(0).get("value").asDouble()).isEqualTo(0.01);
  }

  @Test
  void boundariesAreOfTheirSize() throws Exception {
    assertThat(client.get("/api/boundary", "data", "digits").error())
        .contains("with 2 features, digits has 784");
    for (String n : List.of("1", "201", "-5", "1e9", "NaN")) {
      assertThat(client.get("/api/boundary", "n", n).error())
          .contains("n is a whole number from 2");
    }
  }

  // ---- Taylor

  @Test
  void theLossAlongItsGradient() throws Exception {
    JsonNode taylor = ask("/api/taylor-loss", "order", "4", "radius", "0.5");
    JsonNode walk = ask("/api/walk");
    JsonNode c = taylor.get("coefficients");
    assertThat(c.get(0).asDouble()).isCloseTo(walk.get("loss").asDouble(), EXACT);
    assertThat(c.get(1).asDouble()).isCloseTo(taylor.get("slope").asDouble(), EXACT);
    double squares = 0;
    for (String name : List.of("dL/dA0", "dL/db0", "dL/dA1", "dL/db1")) {
      for (JsonNode number : walk.get("values").get(name).get("numbers")) {
        squares += number.asDouble() * number.asDouble();
      }
    }
    assertThat(taylor.get("slope").asDouble()).isCloseTo(Math.sqrt(squares), EXACT);
    JsonNode curve = taylor.get("curve");
    int last = curve.get("x").size() - 1;
    assertThat(curve.get("x").get(last).asDouble()).isEqualTo(0.5);
    assertThat(curve.get("orders")).hasSize(5);
    assertThat(curve.get("orders").get(4).get(last / 2 + 5).asDouble())
        .isCloseTo(curve.get("true").get(last / 2 + 5).asDouble(), within(1e-7));
  }

  @Test
  void theLossAlongOneParameter() throws Exception {
    JsonNode taylor = ask("/api/taylor-loss", "direction", "A1[0,0]", "order", "2");
    assertThat(taylor.get("slope").asDouble()).isCloseTo(0.08216704056423077, EXACT);
    JsonNode walk = ask("/api/walk", "log", "A1[0,0]=1.4"); // t = 1
    JsonNode truth = taylor.get("curve").get("true");
    assertThat(truth.get(truth.size() - 1).asDouble())
        .isCloseTo(walk.get("loss").asDouble(), EXACT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gradient|11|1|order is a whole number from 0 to 10",
        "gradient|2|0|radius is a positive number",
        "gradient|2|-1|radius is a positive number",
        "gradient|2|NaN|radius is a number",
        "gradient|2|1e300|radius is a positive number",
        "down|2|1|direction is gradient, or a parameter such as A0[0,0]",
        "A9[0,0]|2|1|no parameter is called A9; there are A0, b0, A1, b1",
        "A0[7,7]|2|1|A0 has no number at",
        "f0[0,0]|2|1|no parameter is called f0",
      })
  void directionsThatAreNoneGetASentence(
      String direction, String order, String radius, String sentence) throws Exception {
    Answer answer =
        client.get("/api/taylor-loss", "direction", direction, "order", order, "radius", radius);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).contains(sentence);
  }

  @Test
  void largeNetworksAreNotExpanded() throws Exception {
    Answer answer =
        client.get("/api/taylor-loss", "data", "digits", "hidden", "128", "batch", "200");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains("take a lower order, a smaller batch or a smaller network");
  }

  // ---- what there is

  @Test
  void everyOptionCanBeTaken() throws Exception {
    JsonNode options = ask("/api/options");
    assertThat(options.get("limits").get("csvCharacters").asInt()).isEqualTo(4_000);
    List<String> names = new ArrayList<>();
    for (JsonNode data : options.get("data")) {
      names.add(data.get("name").asText());
      if (!names.contains("csv")) {
        JsonNode walk = ask("/api/walk", "data", data.get("name").asText(), "points", "50");
        for (Map.Entry<String, JsonNode> entry : data.get("defaults").properties()) {
          if (!entry.getKey().equals("points")) {
            assertThat(walk.get("scenario").get(entry.getKey())).isEqualTo(entry.getValue());
          }
        }
        assertThat(walk.get("network").get("input")).isEqualTo(data.get("features"));
      }
    }
    assertThat(names).contains("mazur", "xor", "moons", "circles", "spiral", "digits", "csv");
    for (String kind : List.of("activations:act", "optimizers:opt", "inits:init")) {
      String[] parts = kind.split(":", -1);
      for (JsonNode name : options.get(parts[0])) {
        ask("/api/walk", "data", "xor", parts[1], name.asText(), "log", "u2");
      }
    }
    for (JsonNode loss : options.get("losses")) {
      Answer answer = client.get("/api/walk", "data", "xor", "loss", loss.asText());
      assertThat(answer.status()).as("%s", answer.text()).isIn(200, 400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "json", "html"})
  void stepsAreExported(String as) throws Exception {
    Answer answer = client.get("/api/export", "as", as, "log", "u1");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Disposition"))
        .startsWith("attachment; filename=\"step-mazur.");
    assertThat(answer.text()).contains("0.1497");
  }

  @Test
  void theWalkHasTheNumbersOfTheTracesJson() throws Exception {
    String[] query = {"data", "spiral", "hidden", "3", "batch", "4", "log", "u3"};
    JsonNode walk = ask("/api/walk", query);
    JsonNode trace =
        client
            .get(
                "/api/export",
                "as",
                "json",
                "data",
                "spiral",
                "hidden",
                "3",
                "batch",
                "4",
                "log",
                "u3")
            .json();
    assertThat(trace.get("values")).hasSameSizeAs(walk.get("values"));
    for (JsonNode value : trace.get("values")) {
      JsonNode shown = walk.get("values").get(value.get("name").asText());
      for (String field : List.of("text", "latex", "shape", "layer", "numbers")) {
        assertThat(shown.get(field)).as("%s", value.get("name")).isEqualTo(value.get(field));
      }
    }
    for (int i = 0; i < trace.get("steps").size(); i++) {
      for (String field : List.of("number", "phase", "layer", "equation", "reads", "writes")) {
        assertThat(walk.get("steps").get(i).get(field))
            .isEqualTo(trace.get("steps").get(i).get(field));
      }
    }
  }

  @Test
  void unknownExportsGetASentence() throws Exception {
    assertThat(client.get("/api/export", "as", "pdf").error())
        .contains("text, markdown, json, html");
  }
}
