package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.web.Client.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/formula} and {@code /api/taylor}. */
final class FormulaAnswerTest {
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

  @Test
  void aFormulaComesWithBothSweepsLineByLine() throws Exception {
    Answer answer = client.get("/api/formula", "f", "sin(x^2)*y", "at", "x=1, y=2");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(json.get("gradient").get("x").asDouble()).isCloseTo(4 * Math.cos(1), within(1e-15));
    assertThat(json.get("steps")).hasSize(3);
    assertThat(json.get("steps").get(0).get("latex").asText()).isEqualTo("a = x^{2} = 1");
    assertThat(json.get("sweeps")).hasSize(3); // forward by x, by y, and reverse
    JsonNode reverse = json.get("sweeps").get(2);
    assertThat(reverse.get("mode").asText()).isEqualTo("reverse");
    JsonNode line = reverse.get("lines").get(3);
    assertThat(line.get("variable").asText()).isEqualTo("x");
    assertThat(line.get("text").asText()).isEqualTo("∂c/∂x = ∂c/∂a ∂a/∂x = 1.0806·2 = 2.16121");
    assertThat(line.get("latex").asText())
        .startsWith("\\frac{\\partial c}{\\partial x} = ")
        .doesNotContain("&");
    JsonNode term = line.get("terms").get(0);
    assertThat(term.get("by").asText()).isEqualTo("x");
    assertThat(term.get("local").asDouble()).isEqualTo(2);
    assertThat(term.get("arriving").asDouble() * 2).isEqualTo(term.get("product").asDouble());
    assertThat(json.get("svg").asText()).startsWith("<svg").contains("sin(a)");
  }

  @Test
  void variablesThatHaveNothingToDoWithTheSeedHaveALineToo() throws Exception {
    JsonNode json = client.get("/api/formula", "f", "x+y", "at", "x=1 y=2 z=3").json();
    assertThat(json.get("sweeps").get(0).get("lines").get(1).get("text").asText())
        .isEqualTo("ẏ = 0, for y does not depend on x");
    assertThat(json.get("unused").get(0).asText()).isEqualTo("z");
  }

  @Test
  void thePageReadsTheSameLanguage() throws Exception {
    assertThat(client.get("/api/formula", "f", "f(x) = a x", "at", "x=1 a=2").error())
        .contains("a is not among the variables on the left: write f(x, a) = …");
    JsonNode form =
        client
            .get("/api/formula", "f", "x'Ax + cbrt(t)", "at", "x=[1,2] A=[[1,2],[3,4]] t=-8")
            .json();
    assertThat(form.get("value").asDouble()).isCloseTo(25, within(1e-14));
    assertThat(form.get("formula").asText()).isEqualTo("x' @ A @ x + cbrt(t)");
    assertThat(form.get("inputs").get(0).asText()).isEqualTo("x[0]");
    JsonNode where = client.get("/api/formula", "f", "where(x>0, log(x), 0)", "at", "x=0").json();
    assertThat(where.get("gradient").get("x").asDouble()).isZero();
    assertThat(client.get("/api/formula", "f", "A*A", "at", "A=[[1,2],[3,4]]").error())
        .contains("write A @ A for the product of matrices, or A .* A for each entry");
    JsonNode taylor =
        client.get("/api/taylor", "f", "x cbrt(x) + |x|", "x", "1", "order", "1").json();
    assertThat(taylor.get("coefficients").get(1).asDouble()).isCloseTo(7 / 3.0, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|x=1|f is missing from the address",
        "sine(x)|x=1|did you mean sin?",
        "sin(x|x=1|)",
        "x+y|x=1|y",
        "x|x=|a value is missing",
        "x|x=1 x=2|x has a value already",
        "inv(A)|A=[[1,2],[2,4]]|singular",
        "((((|x=1|something is missing after (",
      })
  void whatIsNoFormulaGetsASentence(String formula, String at, String sentence) throws Exception {
    Answer answer = client.get("/api/formula", "f", formula, "at", at);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).contains(sentence);
  }

  @Test
  void aCaretPointsAtTheFault() throws Exception {
    assertThat(client.get("/api/formula", "f", "1 + sine(x)", "at", "x=1").error())
        .endsWith("\n  1 + sine(x)\n      ^");
  }

  @Test
  void whatIsTooLargeGetsASentence() throws Exception {
    String sum = "x" + "+x*x".repeat(300);
    assertThat(client.get("/api/formula", "f", sum, "at", "x=1").error())
        .isEqualTo("f may have 1000 characters, got 1201: shorten it");
    String numbers = "x=[" + "1,".repeat(300) + "1]";
    assertThat(client.get("/api/formula", "f", "sum(x)", "at", numbers).error())
        .contains("may have 64 numbers together, got 301");
    assertThat(client.get("/api/formula", "f", "(".repeat(900), "at", "x=1").status())
        .isEqualTo(400);
    String steps = "x" + "+1".repeat(400);
    assertThat(client.get("/api/formula", "f", steps, "at", "x=1").error()).contains("steps");
  }

  @Test
  void taylorOfTheSine() throws Exception {
    JsonNode json =
        client
            .get("/api/taylor", "f", "sin(x)", "x", "0", "order", "5", "from", "-4", "to", "4")
            .json();
    double[] expected = {0, 1, 0, -1 / 6.0, 0, 1 / 120.0};
    for (int k = 0; k <= 5; k++) {
      assertThat(json.get("coefficients").get(k).asDouble()).isCloseTo(expected[k], within(1e-16));
    }
    JsonNode curve = json.get("curve");
    assertThat(curve.get("x").get(0).asDouble()).isEqualTo(-4);
    assertThat(curve.get("x").get(200).asDouble()).isEqualTo(4);
    assertThat(curve.get("true").get(200).asDouble()).isCloseTo(Math.sin(4), within(1e-15));
    assertThat(curve.get("orders")).hasSize(6);
    assertThat(curve.get("orders").get(3).get(200).asDouble())
        .isCloseTo(4 - 64 / 6.0, within(1e-14));
  }

  @Test
  void placesWithoutAValueAreGaps() throws Exception {
    JsonNode curve = client.get("/api/taylor", "f", "log(x)", "x", "1").json().get("curve");
    assertThat(curve.get("true").get(0).isNull()).isTrue(); // log(-3)
    assertThat(curve.get("true").get(200).asDouble()).isCloseTo(Math.log(5), within(1e-15));
    JsonNode constant = client.get("/api/taylor", "f", "2", "order", "1").json();
    assertThat(constant.get("coefficients").get(0).asDouble()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(x)|0|5|-1|1|has no Taylor polynomial of order 5 at x = 0.0",
        "sin(x)|0|21|-1|1|order is a whole number from 0 to 20, got \"21\"",
        "sin(x)|0|-1|-1|1|order is a whole number from 0 to 20",
        "sin(x)|0|1e3|-1|1|order is a whole number from 0 to 20",
        "sin(x)|0|99999999999999999999|-1|1|order is a whole number from 0 to 20",
        "sin(x)|NaN|5|-1|1|x is a number such as 0.5, got \"NaN\"",
        "sin(x)|Infinity|5|-1|1|x is a number such as 0.5",
        "sin(x)|1e999|5|-1|1|x is a number such as 0.5",
        "sin(x)|0|5|1|-1|from must be less than to, got from=1.0 and to=-1.0",
        "sin(x)|0|5|1|1|from must be less than to",
        "x*y|0|5|-1|1|this formula has x, y: write numbers for the others",
        "x*[1,2]|0|5|-1|1|the value of this formula has shape [2]",
      })
  void taylorRefusesWithASentence(
      String f, String x, String order, String from, String to, String sentence) throws Exception {
    Answer answer =
        client.get("/api/taylor", "f", f, "x", x, "order", order, "from", from, "to", to);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).contains(sentence);
  }
}
