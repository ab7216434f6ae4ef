package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every function of golden/calculus.json (PyTorch in float64, mpmath): values, gradients, Jacobians
 * and Hessians, forward and reverse, and beside them the closed forms of the gradients, as they
 * stand in the lecture.
 */
final class CalculusGoldenTest {
  private static final double TOLERANCE = 1e-9;
  private static final double TAYLOR_TOLERANCE = 1e-10;

  /** A function with constants, and its gradient (or Jacobian) in closed form. */
  private record Identity(Function f, Function gradient) {}

  /** Of x, with the constants by their names. */
  private interface Function {
    Var of(Var x, Map<String, Var> c);
  }

  private static final Map<String, Identity> IDENTITIES =
      Map.ofEntries(
          Map.entry("c.x", new Identity((x, c) -> c.get("c").dot(x), (x, c) -> c.get("c"))),
          Map.entry(
              "x^T A x",
              new Identity(
                  (x, c) -> x.dot(c.get("A").matmul(x)), // (A + Aᵀ) x
                  (x, c) -> c.get("A").add(c.get("A").transpose()).matmul(x))),
          Map.entry(
              "||A x + b||^2",
              new Identity(
                  (x, c) -> affine(x, c).square().sum(), // 2 Aᵀ (A x + b)
                  (x, c) -> c.get("A").transpose().matmul(affine(x, c)).mul(2))),
          Map.entry("||x||^2", new Identity((x, c) -> x.norm().square(), (x, c) -> x.mul(2))), // 2x
          Map.entry(
              "||x||^4",
              new Identity(
                  (x, c) -> x.dot(x).pow(2), (x, c) -> x.mul(x.dot(x)).mul(4))), // 4 ‖x‖² x
          Map.entry(
              "||x - a||",
              new Identity(
                  (x, c) -> x.sub(c.get("a")).norm(), // (x − a) / ‖x − a‖
                  (x, c) -> x.sub(c.get("a")).div(x.sub(c.get("a")).norm()))),
          Map.entry(
              "(A x + b)^T (B D x + c)",
              new Identity(
                  (x, c) -> affine(x, c).dot(second(x, c)), // Aᵀ (B D x + c) + (B D)ᵀ (A x + b)
                  (x, c) ->
                      c.get("A")
                          .transpose()
                          .matmul(second(x, c))
                          .add(c.get("B").matmul(c.get("D")).transpose().matmul(affine(x, c))))),
          Map.entry(
              "(A x - b)^T W (A x - b)",
              new Identity(
                  (x, c) -> residual(x, c).dot(c.get("W").matmul(residual(x, c))),
                  (x, c) -> // Aᵀ (W + Wᵀ) (A x − b)
                  c.get("A")
                          .transpose()
                          .matmul(c.get("W").add(c.get("W").transpose()).matmul(residual(x, c))))),
          Map.entry(
              "log sum exp(x)",
              new Identity((x, c) -> x.logSumExp(), (x, c) -> x.softmax(0))), // softmax(x)
          Map.entry(
              "sum sin(x) * exp(-x^2)",
              new Identity(
                  (x, c) -> x.sin().mul(x.square().neg().exp()).sum(),
                  (x, c) -> // e^(−x²) (cos x − 2 x sin x)
                  x.square().neg().exp().mul(x.cos().sub(x.mul(2).mul(x.sin()))))),
          Map.entry(
              "trace(A X)",
              new Identity(
                  (x, c) -> c.get("A").matmul(x).trace(), (x, c) -> c.get("A").transpose())),
          Map.entry(
              "a^T X b",
              new Identity(
                  (x, c) -> c.get("a").dot(x.matmul(c.get("b"))),
                  (x, c) -> c.get("a").outer(c.get("b")))), // a bᵀ
          Map.entry(
              "a^T X X^T b",
              new Identity(
                  (x, c) -> c.get("a").dot(x.matmul(x.transpose().matmul(c.get("b")))),
                  (x, c) -> // (a bᵀ + b aᵀ) X
                  c.get("a").outer(c.get("b")).add(c.get("b").outer(c.get("a"))).matmul(x))),
          Map.entry(
              "trace(X^T A X)",
              new Identity(
                  (x, c) -> x.transpose().matmul(c.get("A").matmul(x)).trace(), // (A + Aᵀ) X
                  (x, c) -> c.get("A").add(c.get("A").transpose()).matmul(x))),
          Map.entry(
              "det X",
              new Identity(
                  (x, c) -> x.det(), // det X · X⁻ᵀ
                  (x, c) -> x.inverse().transpose().mul(x.det()))),
          Map.entry(
              "log det X (X positive definite)",
              new Identity((x, c) -> x.logDet(), (x, c) -> x.inverse().transpose())), // X⁻ᵀ
          Map.entry(
              "a^T X^-1 b",
              new Identity(
                  (x, c) -> c.get("a").dot(x.solve(c.get("b"))),
                  (x, c) -> // − X⁻ᵀ a bᵀ X⁻ᵀ
                  x.inverse()
                          .transpose()
                          .matmul(c.get("a"))
                          .outer(x.inverse().matmul(c.get("b")))
                          .neg())),
          Map.entry(
              "||X||_F^2", new Identity((x, c) -> x.norm().square(), (x, c) -> x.mul(2))), // 2X
          Map.entry(
              "trace(X^3)",
              new Identity(
                  (x, c) -> x.matmul(x).matmul(x).trace(), // 3 (X²)ᵀ
                  (x, c) -> x.matmul(x).transpose().mul(3))),
          Map.entry(
              "-log x",
              new Identity(
                  (x, c) -> x.log().neg(), (x, c) -> x.reciprocal().neg().diag())), // diag(−1/x)
          Map.entry(
              "Q x + e",
              new Identity((x, c) -> c.get("Q").matmul(x).add(c.get("e")), (x, c) -> c.get("Q"))),
          Map.entry(
              "tanh(Q x + e)",
              new Identity(
                  (x, c) -> c.get("Q").matmul(x).add(c.get("e")).tanh(),
                  (x, c) -> // diag(1 − tanh²(Q x + e)) Q
                  c.get("Q")
                          .matmul(x)
                          .add(c.get("e"))
                          .tanh()
                          .square()
                          .neg()
                          .add(1)
                          .diag()
                          .matmul(c.get("Q")))),
          Map.entry(
              "softmax(x)",
              new Identity(
                  (x, c) -> x.softmax(0), // diag(y) − y yᵀ
                  (x, c) -> x.softmax(0).diag().sub(x.softmax(0).outer(x.softmax(0))))),
          Map.entry(
              "[x1 x2^2, sin(x3) x4, exp(x1 x4)]",
              new Identity(
                  (x, c) ->
                      Var.stack(
                          List.of(
                              x.get(0).mul(x.get(1).square()),
                              x.get(2).sin().mul(x.get(3)),
                              x.get(0).mul(x.get(3)).exp())),
                  (x, c) -> {
                    double[] v = x.toArray();
                    double e = Math.exp(v[0] * v[3]);
                    return Var.matrix(
                        new double[] {v[1] * v[1], 2 * v[0] * v[1], 0, 0},
                        new double[] {0, 0, Math.cos(v[2]) * v[3], Math.sin(v[2])},
                        new double[] {v[3] * e, 0, 0, v[0] * e});
                  })));

  private static final Map<String, UnaryOperator<Var>> SERIES =
      Map.ofEntries(
          Map.entry(
              "sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2))",
              x -> {
                Var c = x.square().add(x.square().exp());
                return c.sqrt().add(c.cos());
              }),
          Map.entry("sin(z^3)", z -> z.pow(3).sin()),
          Map.entry("exp(sin z)", z -> z.sin().exp()),
          Map.entry("log(1+z^2)/(1+z)", z -> z.square().log1p().div(z.add(1))),
          Map.entry("tanh z", Var::tanh),
          Map.entry("sigmoid z", Var::sigmoid),
          Map.entry("sqrt(1+z)", z -> z.add(1).sqrt()),
          Map.entry("z^2.5", z -> z.pow(2.5)),
          Map.entry("atan z", Var::atan));

  private static Var affine(Var x, Map<String, Var> c) {
    return c.get("A").matmul(x).add(c.get("b"));
  }

  private static Var residual(Var x, Map<String, Var> c) {
    return c.get("A").matmul(x).sub(c.get("b"));
  }

  private static Var second(Var x, Map<String, Var> c) {
    return c.get("B").matmul(c.get("D").matmul(x)).add(c.get("c"));
  }

  @TestFactory
  List<DynamicTest> everyCase() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = CalculusGoldenTest.class.getResourceAsStream("/golden/calculus.json")) {
      for (JsonNode node : new ObjectMapper().readTree(Objects.requireNonNull(in)).get("cases")) {
        String name = node.get("kind").asText() + " " + node.get("f").asText();
        switch (node.get("kind").asText()) {
          case "gradient", "jacobian" ->
              tests.add(DynamicTest.dynamicTest(name, () -> identity(node)));
          case "derivatives" -> tests.add(DynamicTest.dynamicTest(name, () -> derivatives(node)));
          case "taylor" -> tests.add(DynamicTest.dynamicTest(name, () -> taylor(node)));
          default -> assertThat(name).startsWith("network"); // nn-optim's CurvatureGoldenTest
        }
      }
    }
    assertThat(tests).hasSize(33);
    return tests;
  }

  private static void identity(JsonNode node) {
    Identity identity = Objects.requireNonNull(IDENTITIES.get(node.get("f").asText()));
    Map<String, Var> constants = new HashMap<>();
    node.get("constants").properties().forEach(e -> constants.put(e.getKey(), var(e.getValue())));
    UnaryOperator<Var> f = x -> identity.f.of(x, constants);
    Var x = var(node.get("x"));
    close(f.apply(x), var(node.get("value")), TOLERANCE);
    JsonNode first = node.has("gradient") ? node.get("gradient") : node.get("jacobian [m,n]");
    Var expected = var(first);
    close(identity.gradient.of(x, constants), expected, TOLERANCE);
    close(Derivatives.jacobian(f, x, Derivatives.Mode.REVERSE), expected, TOLERANCE);
    close(Derivatives.jacobian(f, x, Derivatives.Mode.FORWARD), expected, TOLERANCE);
    JsonNode second = node.has("hessian") ? node.get("hessian") : node.get("hessian [m,n,n]");
    if (second != null) {
      close(Derivatives.hessian(f, x), var(second), TOLERANCE);
      for (Derivatives.Mode outer : Derivatives.Mode.values()) {
        for (Derivatives.Mode inner : Derivatives.Mode.values()) {
          Var hessian = Derivatives.jacobian(at -> Derivatives.jacobian(f, at, inner), x, outer);
          close(hessian, var(second), TOLERANCE);
        }
      }
    }
  }

  private static void derivatives(JsonNode node) {
    UnaryOperator<Var> f = SERIES.get(node.get("f").asText());
    Var x = Var.scalar(node.get("x").asDouble());
    JsonNode expected = node.get("derivatives 0..5");
    UnaryOperator<Var> nested = f;
    for (int k = 0; k < expected.size(); k++) {
      Var kth = Var.scalar(expected.get(k).asDouble());
      close(Derivatives.derivative(f, x, k), kth, TOLERANCE);
      close(nested.apply(x), kth, TOLERANCE); // reverse over reverse over reverse …
      nested = Derivatives.grad(nested);
    }
  }

  private static void taylor(JsonNode node) {
    JsonNode expected = node.get("coefficients f^(k)(x0)/k!, k=0..10");
    double[] actual =
        Derivatives.taylor(
                SERIES.get(node.get("f").asText()),
                Var.scalar(node.get("x0").asDouble()),
                expected.size() - 1)
            .coefficients();
    for (int k = 0; k < actual.length; k++) {
      close(Var.scalar(actual[k]), Var.scalar(expected.get(k).asDouble()), TAYLOR_TOLERANCE);
    }
  }

  /** Relative to each number, and to the largest where one is nearly 0. */
  private static void close(Var actual, Var expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] a = actual.toArray();
    double[] e = expected.toArray();
    double largest = 0;
    for (double v : e) {
      largest = Math.max(largest, Math.abs(v));
    }
    for (int i = 0; i < a.length; i++) {
      double scale = Math.max(Math.abs(e[i]), 1e-3 * largest);
      assertThat(Math.abs(a[i] - e[i]))
          .as("number %d of %s", i, expected)
          .isLessThanOrEqualTo(tolerance * scale);
    }
  }

  private static Var var(JsonNode node) {
    List<Long> dims = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) {
      dims.add((long) at.size());
    }
    List<Double> values = new ArrayList<>();
    collect(node, values);
    return Var.of(
        Shape.of(dims.stream().mapToLong(Long::longValue).toArray()),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void collect(JsonNode node, List<Double> values) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, values));
    } else {
      values.add(node.asDouble());
    }
  }
}
