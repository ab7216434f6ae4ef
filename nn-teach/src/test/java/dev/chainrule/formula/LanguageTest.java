package dev.chainrule.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written means what a book means by it, or is refused with ways to say it that do. */
class LanguageTest {
  private static Map<String, Var> values(Bindings at) {
    Map<String, Var> values = new HashMap<>();
    at.values().forEach((name, v) -> values.put(name, Var.of(v.shape(), v.toArray())));
    return values;
  }

  private static double[] value(String text, String at) {
    Bindings bindings = Bindings.parse(at);
    return FormulaEvaluation.of(Formula.parse(text, bindings.names()), values(bindings)).toArray();
  }

  private static double[] numbers(String list) {
    Bindings.Value value = Bindings.parse("n=" + list).values().get("n");
    return value.toArray();
  }

  /** Values and derivatives by one variable, by hand. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "trace(A X)        # A=[[1,2],[3,4]], X=[[1,0],[1,1]] # 7         # A # [[1,1],[0,1]]",
        "tr(AX)            # X=[[1,0],[1,1]], A=[[1,2],[3,4]] # 7         # X # [[1,3],[2,4]]",
        "x'Ax              # A=[[1,2],[3,4]], x=[1,2]         # 27        # x # [12,21]",
        "xᵀAx              # A=[[1,2],[3,4]], x=[1,2]         # 27        # A # [[1,2],[2,4]]",
        "x^T A x           # A=[[1,2],[3,4]], x=[1,2]         # 27        # x # [12,21]",
        "x'y               # x=[1,2], y=[3,4]                 # 11        # x # [3,4]",
        "tr(x x')          # x=[1,2]                          # 5         # x # [2,4]",
        "sum(X^-1)         # X=[[2,0],[0,4]]                  # 3/4       # X # [[-1/4,-1/8],[-1/8,-1/16]]",
        "tr(X^2)           # X=[[1,2],[3,4]]                  # 29        # X # [[2,6],[4,8]]",
        "tr(X^3)           # X=[[1,1],[0,1]]                  # 2         # X # [[3,0],[6,3]]",
        "cbrt(x)           # x=-8                             # -2        # x # 1/12",
        "∛(x)              # x=27                             # 3         # x # 1/27",
        "where(x > 0, log(x), 0)   # x=0                      # 0         # x # 0",
        "where(x > 0, log(x), 0)   # x=2                      # log(2)    # x # 1/2",
        "sum(where(x > 0, log(x), 0)) # x=[0,2,-1]            # log(2)    # x # [0,1/2,0]",
        "sum(where(x > 0, sqrt(x), -x)) # x=[0,4,-1]          # 3         # x # [-1,1/4,-1]",
        "piecewise(x < 0, -x, x < 1, x^2, 2x - 1) # x=0.5     # 1/4       # x # 1",
        "if(not (x < 1 or x > 2), x^3, 0) # x=2               # 8         # x # 12",
        "atan2(y, x)       # y=1, x=-1                        # 3*pi/4    # y # -1/2",
        "pow(x, 3)         # x=2                              # 8         # x # 12",
        "prod(x)           # x=[0,2,3]                        # 0         # x # [6,0,0]",
        "prod(x)           # x=[0,0,3]                        # 0         # x # [0,0,0]",
        "log10(x)          # x=100                            # 2         # x # 1/(100*log(10))",
        "ld(x)             # x=8                              # 3         # x # 1/(8*log(2))",
        "asinh(x)          # x=3/4                            # log(2)    # x # 4/5",
        "acosh(x)          # x=5/4                            # log(2)    # x # 4/3",
        "atanh(x)          # x=3/5                            # log(2)    # x # 25/16",
        "f(x, y) = 2xy     # x=3, y=4                         # 24        # x # 8",
        "x(y + 1)          # x=3, y=4                         # 15        # y # 3",
        "λ‖w‖²             # λ=2, w=[3,4]                     # 50        # w # [12,16]",
        "|x||y|            # x=-2, y=3                        # 6         # x # -3",
        "sum(x .* y)       # x=[1,2], y=[3,4]                 # 11        # x # [3,4]",
        "sum(x ./ y)       # x=[1,2], y=[2,4]                 # 1         # y # [-1/4,-1/8]",
        "sum(x.^2)         # x=[1,2]                          # 5         # x # [2,4]",
        "sum(A ⊙ A)        # A=[[1,2],[3,4]]                  # 30        # A # [[2,4],[6,8]]",
        "sum(exp.(A))      # A=[[0,0],[0,0]]                  # 4         # A # [[1,1],[1,1]]",
        "x[0]*x[1] + A[1, 0] # x=[2,5], A=[[1,2],[3,4]]       # 13        # x # [5,2]",
        "sum(A[1])         # A=[[1,2],[3,4]]                  # 7         # A # [[0,0],[1,1]]",
        "sgn(x) + σ(x)     # x=0                              # 1/2       # x # 1/4",
      })
  void valuesAndGradients(String text, String at, String value, String by, String gradient) {
    Bindings bindings = Bindings.parse(at);
    Map<String, Var> values = values(bindings);
    Formula formula = Formula.parse(text, bindings.names());
    Var y = FormulaEvaluation.of(formula, values);
    assertThat(y.shape()).isEqualTo(Shape.of());
    assertThat(y.toDouble()).isCloseTo(numbers(value)[0], within(1e-13));
    assertThat(y.backward().of(values.get(by)).toArray())
        .containsExactly(numbers(gradient), within(1e-13));
  }

  /** What is refused, and what each way to say it gives: every one that was ever offered. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "A*X     # A @ X; A .* X             # [3,2,7,4]; [1,0,3,4]",
        "A*x     # A @ x                     # [5,11]",
        "x*A     # x' @ A                    # [7,10]",
        "x A     # x' @ A                    # [7,10]",
        "x*y     # dot(x, y); x .* y         # [11]; [3,8]",
        "x y     # dot(x, y); x .* y         # [11]; [3,8]",
        "x*z     # x @ z'                    # [1,1,1,2,2,2]",
        "x*x'    # x @ x'                    # [1,2,2,4]",
        "A/A     # A @ inv(A); A ./ A        # [1,0,0,1]; [1,1,1,1]",
        "1/A     # inv(A); 1 ./ A            # [-2,1,3/2,-1/2]; [1,1/2,1/3,1/4]",
        "2/A     # 2*inv(A); 2 ./ A          # [-4,2,3,-1]; [2,1,2/3,1/2]",
        "x/y     # x ./ y                    # [1/3,1/2]",
        "1/x     # 1 ./ x                    # [1,1/2]",
        "x^2     # dot(x, x); x .^ 2         # [5]; [1,4]",
        "x^3     # x .^ 3                    # [1,8]",
        "x^y     # x .^ y                    # [1,16]",
        "2^x     # 2 .^ x                    # [2,4]",
        "e^x     # exp(x)                    # [exp(1),exp(2)]",
        "e^A     # exp.(A)                   # [exp(1),exp(2),exp(3),exp(4)]",
        "A^0.5   # A .^ 0.5                  # [1,sqrt(2),sqrt(3),2]",
        "A^s     # A .^ s                    # [1,8,27,64]",
        "2^A     # 2 .^ A                    # [2,4,8,16]",
        "A + 1   # A .+ 1; A + 1*eye(2)      # [2,3,4,5]; [2,2,3,5]",
        "1 - A   # 1 .- A; 1*eye(2) - A      # [0,-1,-2,-3]; [0,-2,-3,-3]",
        "exp(A)  # exp.(A)                   # [exp(1),exp(2),exp(3),exp(4)]",
        "log(A)  # log.(A)                   # [0,log(2),log(3),log(4)]",
        "sqrt(A) # sqrt.(A)                  # [1,sqrt(2),sqrt(3),2]",
        "abs(A)  # abs.(A)                   # [1,2,3,4]",
        "|A|     # det(A); norm(A); abs.(A)  # [-2]; [sqrt(30)]; [1,2,3,4]",
        "|x|     # norm(x); abs(x)           # [sqrt(5)]; [1,2]",
        "2 @ x   # 2*x                       # [2,4]",
      })
  void whatIsRefusedComesWithWaysToSayIt(String text, String ways, String values) {
    String at = "A=[[1,2],[3,4]], X=[[1,0],[1,1]], x=[1,2], y=[3,4], z=[1,1,1], s=3";
    FormulaException e = catchThrowableOfType(FormulaException.class, () -> value(text, at));
    assertThat(e).as(text).isNotNull();
    assertThat(e.suggestions()).containsExactly(ways.split("; ", -1));
    String[] expected = values.split("; ", -1);
    for (int i = 0; i < expected.length; i++) {
      assertThat(e.sentence()).contains("write ", e.suggestions().get(i));
      assertThat(value(e.suggestions().get(i), at))
          .as(e.suggestions().get(i))
          .containsExactly(numbers(expected[i]), within(1e-13));
    }
  }

  /** Of functions that there are not: each way to write them, against the function itself. */
  @Test
  void whatIsOfferedForUnknownFunctionsIsThatFunction() {
    double x = 0.7;
    double y = 0.4;
    Map<String, Double> truth = new HashMap<>();
    truth.put("cot", Math.cos(x) / Math.sin(x));
    truth.put("sec", 1 / Math.cos(x));
    truth.put("csc", 1 / Math.sin(x));
    truth.put("coth", Math.cosh(x) / Math.sinh(x));
    truth.put("sech", 1 / Math.cosh(x));
    truth.put("csch", 1 / Math.sinh(x));
    truth.put("exp2", Math.pow(2, x));
    truth.put("logit", Math.log(x) - Math.log(1 - x));
    truth.put("heaviside", 1.0);
    truth.put("step", 1.0);
    truth.put("hypot", Math.hypot(x, y));
    truth.put("erfc", org.apache.commons.numbers.gamma.Erfc.value(x));
    truth.put("leakyrelu", x);
    truth.put("elu", x);
    truth.put("norm1", 5.0); // of [1, 4]
    truth.put("var", 2.25);
    truth.put("std", 1.5);
    assertThat(truth.keySet()).isEqualTo(Suggestions.INSTEAD.keySet());
    Suggestions.INSTEAD.forEach(
        (name, instead) -> {
          assertThat(
                  catchThrowableOfType(FormulaException.class, () -> Formula.parse(name + "(x)")))
              .hasMessageContaining("write " + instead);
          boolean ofVector = List.of("norm1", "var", "std").contains(name);
          assertThat(value(instead, ofVector ? "x=[1, 4]" : "x=0.7 y=0.4"))
              .as(name)
              .containsExactly(new double[] {truth.get(name)}, within(1e-14));
        });
    assertThat(value(Suggestions.INSTEAD.get("heaviside"), "x=-1")).containsExactly(0);
    assertThat(value(Suggestions.INSTEAD.get("leakyrelu"), "x=-1")).containsExactly(-0.01);
    assertThat(value(Suggestions.INSTEAD.get("elu"), "x=-1")[0])
        .isEqualTo(Math.expm1(-1), within(1e-15));
  }

  /** The two sides of each example in the table of functions are equal. */
  @Test
  void examplesAreTrue() {
    for (Operation operation : Operation.values()) {
      String[] sides = sides(operation);
      double[] left = value(sides[0], "");
      assertThat(left).as(operation.example()).containsExactly(value(sides[1], ""), within(1e-14));
      assertThat(operation.meaning()).as(operation.symbol()).isNotBlank();
    }
  }

  /** All numbers of an example at once are its variables: both modes, and differences. */
  @Test
  void examplesAreDifferentiated() {
    for (Operation operation : Operation.values()) {
      Formula example = Formula.parse(sides(operation)[0]);
      List<Double> numbers = new ArrayList<>();
      Formula formula = opened(example, numbers);
      double[] point = numbers.stream().mapToDouble(Double::doubleValue).toArray();
      if (point.length == 0) {
        continue; // eye(2) alone
      }
      double[] jacobian = Derivatives.jacobian(x -> at(formula, x), Var.vector(point)).toArray();
      double h = 1e-6;
      for (int j = 0; j < point.length; j++) {
        double[] direction = new double[point.length];
        direction[j] = 1;
        double[] forward =
            Derivatives.jvp(x -> at(formula, x), Var.vector(point), Var.vector(direction))
                .toArray();
        double[] up = moved(formula, point, j, h);
        double[] down = moved(formula, point, j, -h);
        for (int i = 0; i < up.length; i++) {
          double quotient = (up[i] - down[i]) / (2 * h);
          String what = operation.example() + " by number " + j;
          assertThat(jacobian[i * point.length + j]).as(what).isEqualTo(quotient, within(1e-7));
          assertThat(forward[i]).as(what).isEqualTo(quotient, within(1e-7));
        }
      }
    }
  }

  private static String[] sides(Operation operation) {
    String example = operation.example();
    int equals = example.lastIndexOf(" = ");
    return new String[] {example.substring(0, equals), example.substring(equals + 3)};
  }

  /** With a variable in place of each number that may move. */
  private static Formula opened(Formula formula, List<Double> numbers) {
    if (formula instanceof Formula.Literal literal) {
      numbers.add(literal.value());
      return new Formula.Variable("n" + (numbers.size() - 1), literal.place());
    }
    if (!(formula instanceof Formula.Apply apply) || apply.operation() == Operation.EYE) {
      return formula;
    }
    boolean fixed = apply.operation() == Operation.ENTRY || apply.operation() == Operation.POW;
    List<Formula> arguments = new ArrayList<>();
    for (Formula argument : apply.arguments()) {
      arguments.add(fixed && !arguments.isEmpty() ? argument : opened(argument, numbers));
    }
    return apply.with(arguments);
  }

  private static Var at(Formula formula, Var point) {
    Map<String, Var> values = new HashMap<>();
    for (int i = 0; i < point.shape().dim(0); i++) {
      values.put("n" + i, point.get(i));
    }
    return FormulaEvaluation.of(formula, values);
  }

  private static double[] moved(Formula formula, double[] point, int j, double by) {
    double[] moved = point.clone();
    moved[j] += by;
    return at(formula, Var.vector(moved)).toArray();
  }

  @Test
  void aRootHasAnInfiniteSlopeAtZero() {
    Var x = Var.scalar(0);
    Var y = FormulaEvaluation.of(Formula.parse("cbrt(x)"), Map.of("x", x));
    assertThat(y.backward().of(x).toDouble()).isInfinite().isPositive();
  }

  /** NaN on the side that is not taken stays there; NaN in the condition does not. */
  @Test
  void onlyTheBranchThatIsTakenCounts() {
    for (String text : List.of("where(x > 0, x^x log(x), 2x)", "where(x <= 0, 2x, 1/x^2)")) {
      for (double at : new double[] {0, -1}) {
        Var x = Var.scalar(at);
        Var y = FormulaEvaluation.of(Formula.parse(text), Map.of("x", x));
        assertThat(y.backward().of(x).toDouble()).isEqualTo(2);
        Formula formula = Formula.parse(text);
        Var second =
            Derivatives.hessian(p -> FormulaEvaluation.of(formula, Map.of("x", p)), Var.scalar(at));
        // At 0 itself there is none: both branches would have to agree on it.
        assertThat(second.toArray()).containsExactly(at == 0 ? Double.NaN : 0);
      }
    }
    Formula sinc = Formula.parse("where(x == 0, 1, sin(x)/x)"); // whose limits are its derivatives
    UnaryOperator<Var> f = x -> FormulaEvaluation.of(sinc, Map.of("x", x));
    assertThat(Derivatives.derivative(f, Var.scalar(0), 2).toDouble())
        .isCloseTo(-1 / 3.0, within(1e-12));
    Formula bent = Formula.parse("where(x > 0, x^2, -x^2)");
    UnaryOperator<Var> g = x -> FormulaEvaluation.of(bent, Map.of("x", x));
    assertThat(Derivatives.derivative(g, 2).apply(Var.scalar(0)).toDouble()).isNaN();
    assertThat(value("where(log(x) > 0, 1, 2)", "x=-1")).containsExactly(Double.NaN);
    assertThat(value("where(det(A) != 0, tr(inv(A)), 0)", "A=[[1,2],[2,4]]")).containsExactly(0);
  }
}
