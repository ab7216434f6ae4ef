package dev.chainrule.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Var;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas as Vars: values, and errors that point at the operation. */
class FormulaEvaluationTest {
  private static final String AT = "x=3, n=-2, v=[1, 2, 3], w=[0, 1, -1], A=[[1, 2], [3, 4]]";

  private static Var value(String text) {
    Bindings at = Bindings.parse(AT);
    Map<String, Var> values = new HashMap<>();
    at.values().forEach((name, v) -> values.put(name, Var.of(v.shape(), v.toArray())));
    return FormulaEvaluation.of(Formula.parse(text, at.names()), values);
  }

  /** Each formula is made to be 0, so that it is checked against another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x + 2*x - 9",
        "x/2 - 1.5",
        "-x - n - 1 + 2",
        "n^2 - 4",
        "n^-1 + 1/2",
        "(-8)^(2 + 1) + 512",
        "2^x - 8",
        "n^(x - x) - 1",
        "square(n) - 4",
        "sum([1, x]) - 4",
        "[v, w][1, 2] + 1",
        "sum([v, w][0]) - 6",
        "exp(log(x)) - x",
        "expm1(log1p(x)) - x",
        "sqrt(x)^2 - x",
        "sin(x)^2 + cos(x)^2 - 1",
        "tan(x) - sin(x)/cos(x)",
        "asin(0.3) + acos(0.3) - pi/2",
        "tan(atan(x)) - x",
        "cosh(x)^2 - sinh(x)^2 - 1",
        "tanh(x) - sinh(x)/cosh(x)",
        "sigmoid(x) - 1/(1 + exp(-x))",
        "softplus(x) - log(1 + exp(x))",
        "relu(x) + relu(n) - x",
        "gelu(x) - x/2*(1 + erf(x/sqrt(2)))",
        "silu(x) - x*sigmoid(x)",
        "|n| + sign(n) - 1",
        "min(x, n) + max(x, n) - 1",
        "min(v) + max(v) - 4",
        "clamp(x, 0, 1) + clamp(n, 0, 1) - 1",
        "clamp(x, n, 2) - 2",
        "mean(v) - 2",
        "norm(v)^2 - dot(v, v)",
        "sum(softmax(v)) - 1",
        "logsumexp(v) - log(sum(exp(v)))",
        "sum(outer(v, w)) - sum(v)*sum(w)",
        "v @ w - dot(v, w)",
        "v' @ w - dot(v, w)",
        "norm(A' @ A - (A' @ A)')",
        "norm(inv(A) @ A - [[1, 0], [0, 1]])",
        "det(A) + 2",
        "logdet(A) - log(2)",
        "trace(A) - 5",
        "sum(diag(A)) - 5",
        "trace(diag(v)) - 6",
        "norm(A @ solve(A, [1, 2]) - [1, 2])",
        "trace(A ([[1, 0], [1, 1]])) - 7",
        "norm(A^2 - A @ A)",
        "norm(A^3 - A A A)",
        "norm(A^-2 - inv(A) inv(A))",
        "norm(A^0 - eye(2))",
        "norm(A⁻¹ A - eye(2))",
        "v'w - dot(v, w)",
        "norm(v w' - outer(v, w))",
        "norm(v'' - v)",
        "[1, 2]'A ([1, 2]) - 27",
        "trace(([1, 2])([1, 2]')) - 5",
        "det([1, 2]'A ([1, 2])) - 27",
        "inv(x) + logdet(x) - 1/x - log(x)",
        "sum(v .* w) - dot(v, w)",
        "sum(v .^ 2) - dot(v, v)",
        "sum(1 ./ v) - 11/6",
        "sum(2 .^ v) - 14",
        "sum(exp.(A)) - exp(1) - exp(2) - exp(3) - exp(4)",
        "norm(A .+ 1 - (A + [[1, 1], [1, 1]]))",
        "norm(A + 2*eye(2) - [[3, 2], [3, 6]])",
        "cbrt(-8) + 2",
        "cbrt(27) - 3",
        "log10(1000) + log2(8) - 6",
        "asinh(sinh(x)) + acosh(cosh(x)) + atanh(tanh(0.5)) - 2*x - 0.5",
        "asinh(-1e200) + log(2) + 200*log(10)",
        "atan2(-1, -1) + 3*pi/4",
        "prod(v) - 6",
        "prod([2, 3, 4, 5, 6]) - 720",
        "(x > 2) + (x < 2) + (x >= 3) + (x <= 3) + (x == 3) + (x != 3) - 4",
        "where(x > 2 and n < 0, 1, 2) + where(x < 2 or not n < 0, 3, 4) - 5",
        "sum(where(w > 0, log(w), v)) - 4",
        "piecewise(x < 1, 1, x < 5, x^2, 3) - 9",
      })
  void identities(String zero) {
    assertThat(value(zero).toDouble()).as(zero).isCloseTo(0, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x + v .* [1, 2] | 6 | shapes [3] and [2] differ",
        "1 + A @ v | 6 | a product sums over 2 columns",
        "det(v) | 0 | expected a matrix",
        "inv([[1, 2], [2, 4]]) | 0 | singular",
        "v[3] | 1 | there is no entry 3: entries count from 0",
        "v[1, 1] | 1 | no such entry",
        "x[1] | 1 | a number has no entries",
        "[x, v] | 0 | the entries of a vector are numbers",
        "[A, A] | 0 | the entries of a vector are numbers",
        "softmax(x) | 0 | softmax is of a vector",
        "clamp(x, 2, 1) | 0 | low must not exceed high",
        "q + 1 | 0 | q has no value",
      })
  void errorsPointAtTheOperation(String text, int offset, String sentence) {
    assertThatThrownBy(() -> value(text))
        .isInstanceOfSatisfying(
            FormulaException.class,
            e -> {
              assertThat(e.sentence()).contains(sentence);
              assertThat(e.offset()).isEqualTo(offset);
            });
  }

  /** What gives its argument back is yet a step with an adjoint of its own. */
  @Test
  void aStepIsNeverItsArgument() {
    Var x = Var.scalar(2);
    for (String text : new String[] {"sum(x)", "x^1", "x'"}) {
      Var y = FormulaEvaluation.of(Formula.parse(text), Map.of("x", x));
      assertThat(y).isNotSameAs(x);
      assertThat(y.backward().of(x).toDouble()).isEqualTo(1);
    }
  }
}
