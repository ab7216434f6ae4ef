package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.cli.CommandLineRunner.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** {@code nn diff}: what it prints, writes, remarks on and refuses. */
final class DiffCommandTest {
  private static final String WORKED = "sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))";

  @TempDir private Path folder;

  /** Deisenroth, Faisal, Ong: Mathematics for Machine Learning (2020), Example 5.14, at x = 1. */
  @Test
  void theWorkedExample() {
    Result result = run("diff", WORKED, "--at", "x=1");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            f = sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2))

              variable  formula  value      local derivatives
              x         given    1
              a         x^2      1          ∂a/∂x = 2*x = 2
              b         exp(a)   2.71828    ∂b/∂a = exp(a) = 2.71828
              c         a + b    3.71828    ∂c/∂a = 1, ∂c/∂b = 1
              d         sqrt(c)  1.92828    ∂d/∂c = 1/(2*sqrt(c)) = 0.259298
              e         cos(c)   -0.838272  ∂e/∂c = -sin(c) = 0.545252
              f         d + e    1.09001    ∂f/∂d = 1, ∂f/∂e = 1

            Forward mode, from the variables to f: a dot is the derivative by x.
              ẋ = 1, where the sweep begins
              ȧ = ∂a/∂x ẋ = 2·1 = 2
              ḃ = ∂b/∂a ȧ = 2.71828·2 = 5.43656
              ċ = ∂c/∂a ȧ + ∂c/∂b ḃ = 1·2 + 1·5.43656 = 7.43656
              ḋ = ∂d/∂c ċ = 0.259298·7.43656 = 1.92828
              ė = ∂e/∂c ċ = 0.545252·7.43656 = 4.0548
              ḟ = ∂f/∂d ḋ + ∂f/∂e ė = 1·1.92828 + 1·4.0548 = 5.98308

            Reverse mode, from f to the variables: derivatives of f.
              ∂f/∂f = 1, where the sweep begins
              ∂f/∂e = 1
              ∂f/∂d = 1
              ∂f/∂c = ∂f/∂d ∂d/∂c + ∂f/∂e ∂e/∂c = 1·0.259298 + 1·0.545252 = 0.804549
              ∂f/∂b = ∂f/∂c ∂c/∂b = 0.804549·1 = 0.804549
              ∂f/∂a = ∂f/∂b ∂b/∂a + ∂f/∂c ∂c/∂a = 0.804549·2.71828 + 0.804549·1 = 2.99154
              ∂f/∂x = ∂f/∂a ∂a/∂x = 2.99154·2 = 5.98308

            Multiplications, but for those by what is always 0, 1 or -1: forward mode 3 in 1 \
            sweep, reverse mode 2 in 1 sweep.
            Reverse mode is cheaper here, though both need one sweep: it meets more factors that \
            are 1. With more numbers in than out, reverse mode wins; with more out than in, forward.

            df/dx = 5.98308
            """);
  }

  @Test
  void severalVariablesHaveSeveralForwardSweepsAndAHessian() {
    Result result = run("diff", "x*y^2 + log(sin(x))", "--at", "x=1", "--at", "y=2", "--hessian");
    assertThat(result.out())
        .contains("a dot is the derivative by x, then y.", "  By y:\n")
        .contains("  ẏ = ȧ = 0, for they do not depend on x\n")
        .contains("  ẋ = 0, for x does not depend on y\n")
        .contains("∂e/∂x = ∂e/∂b ∂b/∂x + ∂e/∂c ∂c/∂x = 1·4 + 1.1884·0.540302 = 4.64209")
        .contains("Gradient of e:\n  ∂e/∂x  = 4.64209\n  ∂e/∂y  = 4\n")
        .contains("Hessian of e, 2×2, symmetric:\n")
        .contains("  x  -1.41228  4\n  y  4         2\n");
  }

  /**
   * ∂e/∂b is the whole derivative, (∂e/∂b) the local one: not the same where there are two ways.
   */
  @Test
  void theLastStepsOwnDerivativeIsToldFromTheWhole() {
    assertThat(run("diff", "x*sin(x)", "--at", "x=3", "--digits", "3").out())
        .contains("∂b/∂x = ∂b/∂a ∂a/∂x + (∂b/∂x) = 3·(-0.99) + 0.141 = -2.83")
        .contains("In parentheses: the local derivative of the last step");
  }

  @Test
  void vectorsAndMatrices() {
    String at = "A=[[1,2],[3,4]] x=[1,1] b=[0,1]";
    assertThat(run("diff", "norm(A@x - b)^2", "--at", at).out())
        .contains("∂a/∂A of shape [2, 2, 2]: dA ↦ dA @ x")
        .contains("∂a/∂x = A = [[1, 2], [3, 4]]")
        .contains("∂c/∂a = I, ∂c/∂b = -I")
        .contains("… and so on: there are 8 such sweeps, one for each number in.")
        .contains("∂e/∂A  = [[6, 6], [12, 12]]", "∂e/∂x  = [42, 60]", "∂e/∂b  = [-6, -12]");
    assertThat(run("diff", "det(A) + trace(inv(A))", "--at", at).out())
        .contains("∂a/∂A = det(A)*inv(A)' = [[4, -3], [-2, 1]]", "dA ↦ -b @ dA @ b")
        .contains("∂d/∂A  = [[-1.5, 0.75], [0.5, -0.75]]");
    assertThat(run("diff", "solve(A, b)", "--at", at).out())
        .contains("Jacobian, 2×6:", "A[0,0]  A[0,1]  A[1,0]  A[1,1]  b[0]  b[1]")
        .contains("∂a/∂b = inv(A) = [[-2, 1], [1.5, -0.5]]");
    assertThat(run("diff", "sin(x)*2", "--at", "x=[0, 1]").out())
        .contains("∂a/∂x = diag(cos(x)) = diag([1, 0.540302])", "∂b/∂a = 2 I");
  }

  @Test
  void productsMeanWhatABookMeans() {
    String at = "A=[[1,2],[3,4]] X=[[1,0],[1,1]] x=[1,2]";
    assertThat(run("diff", "trace(A X)", "--at", at).out())
        .startsWith("b = trace(A @ X)\n")
        .containsPattern("b +trace\\(a\\) +7 ");
    assertThat(run("diff", "x'Ax", "--at", at).out())
        .startsWith("c = x' @ A @ x\n")
        .contains("∂c/∂x  = [12, 21]", "∂c/∂A  = [[1, 2], [2, 4]]");
    assertThat(run("diff", "X^-1", "--at", "X=[[2,0],[0,4]]").out())
        .contains("[[0.5, 0], [0, 0.25]]");
    Result refused = run("diff", "trace(A*X)", "--at", at);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("write A @ X for the product of matrices, or A .* X for");
    assertThat(run("diff", "cbrt(x)", "--at", "x=-8").out())
        .contains("∂a/∂x = 1/(3*a^2) = 0.0833333", "da/dx = 0.0833333");
    assertThat(run("diff", "cbrt(x)", "--at", "x=0").out())
        .contains("∂a/∂x is not finite where x = 0");
    assertThat(run("diff", "norm(A)", "--at", at).out())
        .contains("the norm of a matrix is Frobenius's");
  }

  @Test
  void aBranchThatIsNotTakenHasNoSay() {
    Result result = run("diff", "where(x > 0, log(x), 0)", "--at", "x=0", "--check");
    assertThat(result.out())
        .contains("da/dx = 0\n", "where switches where both sides of a comparison are equal");
    assertThat(result.exitCode()).isZero();
    assertThat(run("diff", "where(x > 0, log(x), 0)", "--at", "x=2", "--check").out())
        .contains("da/dx = 0.5\n", "They agree");
  }

  @Test
  void indicesCountFromZeroInEveryForm() throws IOException {
    String[] formula = {"diff", "x[1]*x + A[0, 1]", "--at", "x=[2,3] A=[[1,2],[3,4]]"};
    assertThat(run(formula).out())
        .contains("derivative by x[0]", "d[1]", "A[0,1]")
        .doesNotContain("x[2]");
    List<String> latex = new ArrayList<>(List.of(formula));
    latex.add("--latex");
    assertThat(run(latex.toArray(String[]::new)).out()).contains("x_{1}", "A_{0, 1}", "{x}_{0}");
    List<String> json = new ArrayList<>(List.of(formula));
    json.add("--json");
    JsonNode fields = run(json.toArray(String[]::new)).lastLineAsJson();
    assertThat(fields.get("inputs").get(0).asText()).isEqualTo("x[0]");
    assertThat(fields.get("inputs").get(3).asText()).isEqualTo("A[0,1]");
    assertThat(fields.get("outputs").get(1).asText()).endsWith("[1]");
  }

  @Test
  void allFunctionsAreListed() {
    Result result = run("diff", "--functions");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("cbrt(x)", "where(u, v, w), if", "tr([[1, 2], [3, 4]]) = 5");
    assertThat(run("diff", "--functions", "--json").err()).contains("--functions stands alone");
    assertThat(run("diff", "--functions", "x").exitCode()).isEqualTo(2);
  }

  @Test
  void taylorIsWrittenOutAndEvaluated() {
    Result sine = run("diff", "sin(x)", "--at", "x=0", "--taylor", "5", "--delta", "x=0.1");
    assertThat(sine.out())
        .contains("Taylor polynomial of order 5:\n  x\n  - 0.166667*x^3\n  + 0.00833333*x^5\n")
        .contains("Moved x by 0.1, where a is 0.0998334:\n")
        .containsPattern("5 +8\\.33333e-8 +0\\.0998334 +-1\\.98\\d+e-11");
    assertThat(run("diff", "exp(x)*sin(y)", "--at", "x=0 y=1", "--taylor", "2").out())
        .contains("  0.841471\n  + 0.841471*x + 0.540302*(y - 1)\n  + 0.420735*x^2 +");
    assertThat(run("diff", "[x^2, y]", "--at", "x=1 y=1", "--taylor", "1", "--delta", "x=1").out())
        .contains("[1, 1]", "[2, 0]", "[3, 1]", "[1, 0]");
  }

  @Test
  void derivativesOfAllOrders() {
    assertThat(run("diff", WORKED, "--at", "x=1", "--order", "5", "--digits", "12").out())
        .contains("order 0  1.09001221197\n", "order 3  153.461841459\n")
        .contains("order 5  -72214.5944043\n");
  }

  @Test
  void checkComparesWithDifferenceQuotientsAndDraws() throws IOException {
    Path png = folder.resolve("errors.png");
    Result result = run("diff", WORKED, "--at", "x=1", "--plot", png.toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("h        forward  central  Richardson", "1.0e-16", "best h", "They agree")
        .contains("Written: " + png);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(900);
    Result several = run("diff", "sum(exp.(A @ A))", "--at", "A=[[1,2],[3,-4]]", "--check");
    assertThat(several.out()).contains("against all 4 derivatives", "They agree");
  }

  // ---- what is remarked on

  @Test
  void kinksAreSaidWithTheirConvention() {
    Result result = run("diff", "relu(x) + |x| + max(x, 0)", "--at", "x=0", "--check");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("a = relu(x): relu has a kink at 0; its derivative there counts as 0.")
        .contains("abs has a kink at 0", "there they share the derivative", "∂d/∂x = 0.5")
        .contains("They differ, as they may at a kink");
    assertThat(run("diff", "relu(x) + norm(x)", "--at", "x=1").out()).doesNotContain("kink");
  }

  @Test
  void whatIsNoNumberIsSaidWhereItBegins() {
    Result result = run("diff", "sin(log(a))", "--at", "a=-1");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("b = log(a) is NaN, since a = -1 is outside of its domain; derivatives mean")
        .doesNotContain("c = sin(b) is");
    assertThat(run("diff", "1/x", "--at", "x=0").out()).contains("a = 1/x is Infinity where x = 0");
    assertThat(run("diff", "sqrt(x)", "--at", "x=0").out())
        .contains("∂a/∂x is not finite where x = 0: a = sqrt(x) has no derivative by x there.");
    Result check = run("diff", "log(x)", "--at", "x=-1", "--check");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("cannot be compared: the value or a derivative is not finite");
    assertThat(check.err()).contains("derivative and difference quotients cannot be compared");
  }

  @Test
  void zeroToThePowerOfZeroIsAConvention() {
    Result result = run("diff", "x^x", "--at", "x=0", "--check");
    assertThat(result.out())
        .contains("a = x^x: ^ is not continuous at 0^0, which counts as 1, and its derivatives as")
        .contains("They differ, as they may at a kink");
    assertThat(result.exitCode()).isZero();
    assertThat(run("diff", "x^2 + 0^x + x^0", "--at", "x=2").out()).doesNotContain("continuous");
  }

  @Test
  void theMeanOfBothSidesOfAKinkIsNoDerivative() {
    Result kink = run("diff", "|x|", "--at", "x=0", "--check");
    assertThat(kink.out()).contains("only where they take the mean of both sides of a kink");
    assertThat(kink.exitCode()).isZero();
    assertThat(run("diff", "norm(x)^2", "--at", "x=[0, 0]", "--check").out())
        .contains("They agree: large h truncates");
    assertThat(run("diff", "max(x, x)", "--at", "x=1").out()).doesNotContain("kink");
  }

  @Test
  void secondDerivativesAtAKinkAreLimitsOrSaidToBeMissing() throws IOException {
    Result smooth = run("diff", "norm(x)^2", "--at", "x=[0,0]", "--hessian", "--check");
    assertThat(smooth.exitCode()).isZero();
    assertThat(smooth.out())
        .contains("  x[0]  2     0\n  x[1]  0     2\n")
        .contains("Second derivatives against quotients of those one order lower")
        .doesNotContain("NaN");
    Result kink = run("diff", "norm(x)", "--at", "x=[0,0]", "--hessian", "--check");
    assertThat(kink.out())
        .contains("a = norm(x) is not differentiable where x = [0, 0]")
        .contains("2 of 4 are no numbers, for there is no derivative, and cannot be checked.");
    assertThat(run("diff", "abs(x)", "--at", "x=0", "--order", "2").out())
        .contains("order 1  0\n", "order 2  NaN\n", "a = abs(x) is not differentiable where x = 0");
    assertThat(run("diff", "abs(x)^2", "--at", "x=0", "--taylor", "2").out()).contains("  x^2\n");
    JsonNode check =
        run("diff", "sin(x)", "--at", "x=1", "--taylor", "4", "--check", "--json")
            .lastLineAsJson()
            .get("check");
    assertThat(check.get("higher")).hasSize(3);
    check.get("higher").forEach(one -> assertThat(one.get("agree").asBoolean()).isTrue());
  }

  @Test
  void aVariableAloneAndANumberAlone() {
    assertThat(run("diff", "x", "--at", "x=3").out()).startsWith("x\n").endsWith("dx/dx = 1\n");
    assertThat(run("diff", "X", "--at", "X=[[1,2]]").out()).contains("Jacobian, 2×2:");
    assertThat(run("diff", "2*pi").out())
        .contains("the value is 6.28319, and there is nothing to differentiate by");
    assertThat(run("diff", "2*pi", "--hessian").exitCode()).isEqualTo(1);
  }

  @Test
  void unusedValuesAreRemarkedOn() {
    Result result = run("diff", "x^2", "--at", "x=1 y=2", "--json");
    assertThat(result.err()).isEqualTo("nn: the formula does not use y.\n");
    assertThat(result.out().lines()).hasSize(1);
  }

  // ---- files and other forms

  @Test
  void picturesAreWellFormed() throws Exception {
    Path svg = folder.resolve("graph.svg");
    Path dot = folder.resolve("graph.dot");
    Result result =
        run("diff", WORKED, "--at", "x=1", "--svg", svg.toString(), "--dot", dot.toString());
    assertThat(result.out()).contains("Written: " + dot + ", " + svg);
    assertThat(xml(Files.readString(svg)).getElementsByTagName("rect").getLength()).isEqualTo(8);
    assertThat(Files.readString(dot))
        .contains("\"b\" [label=\"b = exp(a)\\n2.71828\\n∂f/∂b = 0.804549\"")
        .contains("\"c\" -> \"e\" [label=\"-sin(c) = 0.545252\"]");
    assertThat(run("diff", "x", "--at", "x=1", "--dot", "-").out()).startsWith("digraph {");
    assertThat(run("diff", "2", "--svg", "-").out()).startsWith("<svg");
    assertThat(run("diff", "A@x", "--at", "A=[[1,2]] x=[1,2]", "--dot", "-").out())
        .contains("[label=\"x' = [[1, 2]]\"]", "[label=\"A' = [1, 2]\"]");
    assertThat(run("diff", "x^2", "--at", "x=1", "--mode", "forward", "--dot", "-").out())
        .contains("ȧ = 2");
  }

  private static Document xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WORKED,
        "norm(A@v - v)^2 + x_1*theta",
        "[x/v[0], log(-x), 1/0*x, 1e-30*x]",
        "softmax(v) + relu(A)[1]",
        "x",
        "2*pi"
      })
  void latexIsBalanced(String formula) throws IOException {
    String at = "x=1 v=[1,2] A=[[1,2],[3,4]] x_1=-2 theta=3";
    String tex = run("diff", "--latex", formula, "--at", at).out();
    assertThat(tex).startsWith("\\documentclass").endsWith("\\end{document}\n");
    List<String> open = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\\\(begin|end)\\{(.*?)}|(?<!\\\\)[{}]").matcher(tex);
    while (matcher.find()) {
      boolean opens = matcher.group().equals("{") || "begin".equals(matcher.group(1));
      String kind = matcher.group(2) == null ? "{" : matcher.group(2);
      if (opens) {
        open.add(kind);
      } else {
        assertThat(open.remove(open.size() - 1)).isEqualTo(kind);
      }
    }
    assertThat(open).isEmpty();
    assertThat(tex.split("\\\\left", -1)).hasSameSizeAs(tex.split("\\\\right", -1));
    Path other = folder.resolve("derivation.txt");
    assertThat(run("diff", "--latex=" + other, formula, "--at", at).exitCode()).isZero();
    assertThat(Files.readString(other)).isEqualTo(tex);
    Path file = folder.resolve("out.tex");
    Result both = run("diff", "--latex", file.toString(), formula, "--at", at);
    assertThat(both.out()).contains("Written: " + file);
    assertThat(Files.readString(file)).isEqualTo(tex);
  }

  @Test
  void latexSaysTheSameAsTheText() {
    assertThat(run("diff", WORKED, "--at", "x=1", "--latex").out())
        .contains("\\frac{\\partial d}{\\partial c} &= \\frac{1}{2 \\sqrt{c}} = 0.259298 \\\\")
        .contains("\\dot{b} &= \\frac{\\partial b}{\\partial a} \\dot{a} = 5.43656 \\\\")
        .contains(
            "\\frac{\\partial f}{\\partial c} &= \\frac{\\partial f}{\\partial d}"
                + " \\frac{\\partial d}{\\partial c} + \\frac{\\partial f}{\\partial e}"
                + " \\frac{\\partial e}{\\partial c} = 0.804549 \\\\");
  }

  @Test
  void jsonHasAllNumbers() throws IOException {
    Result result =
        run(
            "diff x*exp(x) --at x=1 --json --hessian --taylor 2 --delta x=0.5 --order 1 --check"
                .split(" ", -1));
    JsonNode json = result.lastLineAsJson();
    assertThat(json.get("formula").asText()).isEqualTo("x*exp(x)");
    assertThat(json.get("result").asText()).isEqualTo("b");
    assertThat(json.get("value").asDouble()).isEqualTo(Math.E);
    assertThat(json.get("variables").get(0).get("name").asText()).isEqualTo("x");
    JsonNode step = json.get("steps").get(1);
    assertThat(step.get("formula").asText()).isEqualTo("x*a");
    assertThat(step.get("local_derivatives").get(0).get("by").asText()).isEqualTo("x");
    assertThat(step.get("local_derivatives").get(0).get("value").asDouble()).isEqualTo(Math.E);
    assertThat(json.get("sweeps")).hasSize(2);
    JsonNode last = json.get("sweeps").get(1).get("lines").get(2);
    assertThat(last.get("variable").asText()).isEqualTo("x");
    assertThat(last.get("terms")).hasSize(2);
    assertThat(last.get("value").asDouble()).isCloseTo(2 * Math.E, within(1e-14));
    assertThat(json.get("multiplications").get("forward_sweeps").asInt()).isEqualTo(1);
    assertThat(json.get("gradient").get("x").asDouble()).isCloseTo(2 * Math.E, within(1e-14));
    assertThat(json.get("hessian").get(0).get(0).asDouble()).isCloseTo(3 * Math.E, within(1e-13));
    assertThat(json.get("derivatives")).hasSize(2);
    assertThat(json.get("taylor").get("terms")).hasSize(3);
    assertThat(json.get("taylor").get("remainder").asDouble()).isPositive();
    assertThat(json.get("check").get("agree").asBoolean()).isTrue();
    assertThat(json.get("check").get("central").get("error")).hasSize(33);
    JsonNode nan = run("diff", "log(x)", "--at", "x=-1", "--json").lastLineAsJson();
    assertThat(nan.get("value").isNull()).isTrue();
  }

  @Test
  void aFormulaFromStandardInput() {
    InputStream real = System.in;
    try {
      System.setIn(new ByteArrayInputStream("-x^2\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(run("diff", "-", "--at", "x=3").out()).contains("db/dx = -6");
    } finally {
      System.setIn(real);
    }
    assertThat(run("diff", "-x^2", "--at", "x=3").out()).contains("db/dx = -6");
  }

  /** As {@code -v}, {@code -h} and {@code -V} do, and as letters of options do together. */
  @ParameterizedTest
  @ValueSource(strings = {"v", "h", "V", "hv"})
  void aFormulaMayBeginAsAnOptionDoes(String name) {
    Result result = run("diff", "-" + name + "^2", "--at", name + "=3");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("db/d" + name + " = -6");
    assertThat(run("diff", "-h").out()).startsWith("Usage: nn diff");
  }

  // ---- large and small

  /** It takes seconds to load ND4J's native code, and a few numbers do not need it. */
  @Test
  void aSmallFormulaLoadsNoNativeCode() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.chainrule.cli.Main",
                "diff",
                WORKED,
                "--at",
                "x=1",
                "--hessian",
                "--check")
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(log).isZero();
    assertThat(log)
        .contains("dev.chainrule.diff.ComputationGraph ")
        .doesNotContain("org.nd4j.linalg.factory.Nd4j ", "org.bytedeco.javacpp.Loader ");
  }

  @Test
  void largeMatricesStayShort() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      rows.append(i == 0 ? "[" : ",[");
      for (int j = 0; j < 40; j++) {
        rows.append(j == 0 ? "" : ",").append(i == j ? 3 : 1.0 / (1 + i + j));
      }
      rows.append(']');
    }
    String at = "A=[" + rows + "]";
    Result result = run("diff", "inv(A) @ A'", "--at", at);
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().count()).isLessThan(30);
    assertThat(result.out().lines()).allMatch(line -> line.length() < 200);
    assertThat(result.out())
        .contains("The Jacobian has 1,600×1,600 numbers and is not shown.")
        .contains("Sweeps: forward mode 1,600, reverse mode 1,600.");
    assertThat(run("diff", "sum(A)", "--at", at, "--hessian").err())
        .contains("the Hessian would have 1600×1600 = 2,560,000 numbers");
  }

  // ---- mistakes

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "x^2 ! q=1 ! 1 ! x has no value: add --at x=…\\n  x^2\\n  ^",
        "sin(x ! x=1 ! 1 ! missing ) for the ( here\\n  sin(x\\n     ^",
        "x + [1,2] ! x=[1,2,3] ! 1 ! neither can be repeated to become the other.\\n  x + [1,2]\\n    ^",
        "inv(A) ! A=[[1,2],[2,4]] ! 1 ! added to its diagonal gives one.\\n  inv(A)\\n  ^",
        "x ! x=sin( ! 1 ! something is missing after (\\n  x=sin(\\n       ^",
      })
  void errorsPointAtTheCharacter(String formula, String at, int code, String sentence) {
    Result result = run("diff", formula, "--at", at);
    assertThat(result.exitCode()).isEqualTo(code);
    assertThat(result.err()).contains(sentence.replace("\\n", "\n")).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "x --at x=1 --digits 0 ! 2 ! --digits: digits must be in 1 to 17, got 0",
        "x --at x=1 --mode up ! 2 ! --mode is forward, reverse, both; got up",
        "x --at x=1 --order -10 ! 2 ! --order must be at least 0, got -10",
        "-x + 1 --at x=1 ! 2 ! one formula at a time, in quotation marks: \"-x + 1\"",
        "x --at x=1 --order -1 ! 2 ! --order must be at least 0, got -1",
        "x --at x=1 --taylor 101 ! 2 ! orders are 100 at most",
        "x --at x=1 --delta x=1 ! 2 ! --delta is where --taylor N is evaluated",
        "x --at x=1 --plot - ! 2 ! --plot draws into a file, not to standard output",
        "x --at x=1 --svg= ! 2 ! --svg needs the name of a file",
        "[x,x] --at x=1 --taylor 1 ! 1 ! only where the value is one number, here there are 2",
        "x --at x=1 --json --svg - ! 2 ! one thing at a time goes to standard output",
        "x + 1 --at x=1 ! 2 ! one formula at a time, in quotation marks: \"x + 1\"",
        "--hesian x --at x=1 ! 2 ! unknown: --hesian",
        "x --at x=1 --hesian ! 2 ! Possible solutions: --hessian",
        "--at x=1 ! 2 ! Missing required parameter: 'FORMULA'",
        "x*y --at x=1,y=2 --order 3 ! 1 ! --order is for formulas of one number, this one has 2",
        "x --at x=1 --taylor 1 --delta y=1 ! 1 ! --delta: the formula has no variable y",
        "x --at x=1 --taylor 1 --delta x=[1,2] ! 1 ! --delta: x has shape [], got [2]",
        "sum(x) --at x=[1,2] --taylor 9 ! 1 ! too many terms to write out: --delta says where",
      })
  void wrongUsageIsASentence(String arguments, int code, String sentence) {
    Result result = run(("diff " + arguments).split(" ", -1));
    assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(result.exitCode()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }
}
