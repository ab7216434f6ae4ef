package dev.chainrule.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.Gradients;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Assignment;
import dev.chainrule.formula.Bindings;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.FormulaEvaluation;
import dev.chainrule.formula.Operation;
import dev.chainrule.tensor.Shape;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shown is what is: local derivatives, sweeps and counts against autodiff itself. */
class ComputationGraphTest {
  static final String WORKED = "sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))";
  private static final String AT =
      "x=0.7, y=-0.4, p=2.5, v=[0.5, -1, 2], w=[1, 3, -2], A=[[2, 1], [1, 3]], b=[1, -2]";

  static ComputationGraph walk(String text, String... at) {
    Bindings bindings = Bindings.parse(at);
    return ComputationGraph.of(Formula.parse(text, bindings.names()), bindings);
  }

  /** Every operation there is, and every kind of argument. */
  static List<String> formulas() {
    return List.of(
        WORKED,
        "x + y - x*y/x",
        "x*x + x/x",
        "-x + x^3 + x^-1 + x^0.5 + x^1 + x^p + 2^y + e^y",
        "exp(x) + log(x) + log1p(x) + expm1(x) + sqrt(x) + square(x)",
        "sin(x) + cos(x) + tan(x) + asin(x) + acos(x) + atan(x) + sinh(x) + cosh(x) + tanh(x)",
        "sigmoid(x) + softplus(x) + relu(x) + relu(y) + gelu(y) + silu(y) + erf(y)",
        "|y| + sign(y) + min(x, y) + max(x, y) + clamp(x, 0, 1) + clamp(x, y, p)",
        "sum(v) + mean(v) + norm(v) + logsumexp(v) + min(v) + max(v) + dot(v, w) + v @ w",
        "dot(v, v) + norm(y) + sum(x)",
        "softmax(v)*x + sin(v) - w ./ v + v .* w .^ 2 + 2 .^ v",
        "[x*y, sin(x), p]",
        "[v, x*w]",
        "v[1]*A[0, 1] + A[0] @ b",
        "outer(v, w) .+ x",
        "A @ b + b @ A",
        "A @ A + A' + inv(A) + exp.(A) + A .* A ./ cosh.(A) .- x",
        "A^2 + A^-1 - A^3",
        "b'A b + |x| + x y + norm(b b') + sum(b' A)",
        "eye(2) A b",
        "cbrt(y) + atan2(x, y) + asinh(y) + acosh(p) + atanh(x) + log10(x) + log2(x)",
        "prod(v) + where(x > y, log(x)*y, v[0]) + (x <= y)*y",
        "(x < y or x == p) + (x >= y and x != p) + (not x > y)",
        "where(v > 0, log(v), v .* w)",
        "det(A) + logdet(A) + trace(A) + sum(diag(A)) + sum(diag(b))",
        "solve(A, b) @ b",
        "solve(A, A')",
        "x");
  }

  @Test
  void everyOperationIsAmongTheFormulas() {
    Set<Operation> left = EnumSet.allOf(Operation.class);
    left.removeAll(Set.of(Operation.JUXTAPOSITION, Operation.BARS)); // decided before
    left.remove(Operation.EYE); // of constants alone
    for (String text : formulas()) {
      walk(text, AT).steps().forEach(step -> left.remove(step.formula().orElseThrow().operation()));
    }
    assertThat(left).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void symbolsAreTheNumbers(String text) {
    ComputationGraph walk = walk(text, AT);
    Map<String, Var> values = new HashMap<>();
    walk.nodes().forEach(node -> values.put(node.name(), node.value()));
    for (Node step : walk.steps()) {
      for (GraphEdge local : step.locals()) {
        double[] numbers = local.values().orElseThrow().toArray();
        local
            .symbol()
            .ifPresent(
                symbol -> {
                  double[] says = FormulaEvaluation.of(symbol, values).toArray();
                  for (int i = 0; i < numbers.length; i++) {
                    assertThat(says[says.length == 1 ? 0 : i])
                        .as("%s of %s: %s", local, step.text(), symbol)
                        .isCloseTo(numbers[i], within(1e-12));
                  }
                });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void reverseSweepsAreThoseOfBackward(String text) {
    ComputationGraph walk = walk(text, AT);
    Map<String, Var> vars = new HashMap<>();
    walk.inputs().forEach(node -> vars.put(node.name(), node.value()));
    for (Assignment step : walk.program().steps()) {
      vars.put(step.name(), FormulaEvaluation.of(step.formula(), vars));
    }
    Var result = vars.get(walk.name());
    for (int i = 0; i < walk.whole().results(); i++) {
      double[] seed = new double[walk.whole().results()];
      seed[i] = 1;
      Gradients gradients = result.backward(Var.of(result.shape(), seed));
      for (Sweep.Line line : Sweep.reverse(walk, i).lines()) {
        assertThat(line.value().orElseThrow().toArray())
            .as(line.name())
            .containsExactly(gradients.of(vars.get(line.name())).toArray(), within(1e-12));
        sumsUp(line);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void bothModesGiveTheJacobian(String text) {
    ComputationGraph walk = walk(text, AT);
    Whole whole = walk.whole();
    double[] jacobian = whole.jacobian().toArray();
    for (int j = 0; j < whole.size(); j++) {
      Sweep sweep = Sweep.forward(walk, j);
      sweep.lines().forEach(ComputationGraphTest::sumsUp);
      double[] column =
          sweep.line(walk.name()).value().orElse(Var.zeros(walk.value().shape())).toArray();
      for (int i = 0; i < column.length; i++) {
        assertThat(column[i]).isCloseTo(jacobian[i * whole.size() + j], within(1e-12));
      }
    }
  }

  private static void sumsUp(Sweep.Line line) {
    if (!line.terms().isEmpty()) {
      Var sum = line.terms().stream().map(Sweep.Term::product).reduce(Var::add).orElseThrow();
      assertThat(line.value().orElseThrow().toArray()).containsExactly(sum.toArray());
    }
  }

  @Test
  void theWorkedExample() {
    ComputationGraph walk = walk(WORKED, "x=1");
    assertThat(walk.steps().stream().map(step -> step.name() + " = " + step.text()))
        .containsExactly(
            "a = x^2", "b = exp(a)", "c = a + b", "d = sqrt(c)", "e = cos(c)", "f = d + e");
    assertThat(walk.value().toDouble()).isCloseTo(1.0900122119747424, within(1e-14));
    double[] expected = { // mpmath, 40 digits
      1.0900122119747424,
      5.983082595908696,
      59.16131151197354,
      153.46184145871467,
      -3546.377473273247,
      -72214.59440430348
    };
    List<Var> derivatives = Taylor.derivatives(walk, 5);
    for (int k = 0; k < expected.length; k++) {
      assertThat(derivatives.get(k).toDouble() / expected[k]).isCloseTo(1, within(1e-12));
    }
    Cost cost = Cost.of(walk);
    assertThat(cost.forward()).hasValue(3); // ḃ, ḋ, ė
    assertThat(cost.reverse()).hasValue(2); // ∂f/∂a by b, ∂f/∂x
  }

  /** By hand: a = 2x, b = sin a, of which only cos a · 2 is a product. */
  @Test
  void multiplicationsAreCounted() {
    assertThat(Cost.of(walk("sin(2*x)", "x=1")).forward()).hasValue(1);
    assertThat(Cost.of(walk("sin(x + y)", "x=1 y=2")).forward()).hasValue(0);
    assertThat(Cost.of(walk("sin(exp(x + y))", "x=1 y=2")).forward()).hasValue(2);
    assertThat(Cost.of(walk("sin(exp(x + y))", "x=1 y=2")).reverse()).hasValue(1);
    assertThat(Cost.of(walk("[sin(exp(x)), cos(exp(x))]", "x=1")).forward()).hasValue(2);
    assertThat(Cost.of(walk("[sin(exp(x)), cos(exp(x))]", "x=1")).reverse()).hasValue(2);
    assertThat(Cost.of(walk("sum(exp(sin(v)))", "v=[1,2,3]")).reverse()).hasValue(3);
    assertThat(Cost.of(walk("relu(exp(sin(x)))", "x=1")).reverse()).hasValue(1);
    assertThat(Cost.of(walk("relu(-exp(sin(x)))", "x=1")).reverse()).hasValue(0);
    assertThat(Cost.of(walk("x", "x=1")).reverse()).hasValue(0);
  }

  @Test
  void whyIsSaid() {
    assertThat(Cost.of(walk("exp(sum(sin(v)))", "v=[1, 2, 3]")).why())
        .isEqualTo(
            "Both modes cost the same here, although forward mode sweeps once for each number in"
                + " (3), and reverse mode once for each number out (1).");
    assertThat(Cost.of(walk("log(exp(sum(sin(v))))", "v=[1, 2, 3]")).why())
        .startsWith("Reverse mode is cheaper here: it sweeps once for each number out (1)");
    assertThat(Cost.of(walk("sin(exp(x))*[1, 2, 3]", "x=1")).why())
        .startsWith("Forward mode is cheaper here: it sweeps once for each number in (1)");
  }

  /** e − 1 is no derivative of exp, and yet its forward quotient at 0 for h = 1. */
  @Test
  void oneQuotientThatAgreesByChanceProvesNothing() {
    ComputationGraph walk = walk("exp(x)", "x=0");
    assertThat(Quotients.of(walk, walk.whole().jacobian()).agree()).isTrue();
    Quotients wrong = Quotients.of(walk, Var.of(Shape.of(1, 1), Math.E - 1));
    assertThat(wrong.best(DifferenceQuotient.FORWARD).orElseThrow().error()).isZero();
    assertThat(wrong.agree()).isFalse();
  }

  @Test
  void labelsCountFromZero() {
    Whole whole = walk("sum(A)*x + v[0]", AT).whole();
    assertThat(whole.labels())
        .containsExactly("A[0,0]", "A[0,1]", "A[1,0]", "A[1,1]", "x", "v[0]", "v[1]", "v[2]");
    assertThat(walk("[x, y]", AT).whole().resultLabels()).containsExactly("a[0]", "a[1]");
  }

  @Test
  void theHessianOfAVectorFieldHasThreeIndices() {
    ComputationGraph walk = walk("[x*y^2, x^3]", "x=2 y=3");
    assertThat(walk.whole().hessian().shape()).isEqualTo(Shape.of(2, 2, 2));
    assertThat(walk.whole().hessian().toArray()).containsExactly(0, 6, 6, 4, 12, 0, 0, 0);
  }
}
