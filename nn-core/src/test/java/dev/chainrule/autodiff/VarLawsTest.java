package dev.chainrule.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Operations.Operation;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/** Every operation keeps every law: what is true of one derivative rule is asked of all. */
final class VarLawsTest {
  private static final int ORDER = 5; // of Taylor coefficients

  private interface Law {
    void check(Operation operation);
  }

  private static Stream<DynamicTest> each(Law law) {
    return Operations.all().stream()
        .map(o -> DynamicTest.dynamicTest(o.toString(), () -> law.check(o)));
  }

  /** Static methods that make a Var from numbers, and one that forgets where it came from. */
  private static final Set<String> NO_OPERATIONS =
      Set.of(
          "scalar",
          "vector",
          "matrix",
          "of",
          "over",
          "zeros",
          "filled",
          "identity",
          "detach",
          "oneHot",
          "pullback",
          "pushforward");

  @Test
  void everyOperationIsInTheTable() {
    Set<String> methods = new TreeSet<>();
    for (Method method : Var.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && method.getReturnType() == Var.class
          && !NO_OPERATIONS.contains(method.getName())) {
        methods.add(
            Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", method.getName() + "(", ")")));
      }
    }
    Set<String> table = new TreeSet<>();
    Operations.all().forEach(o -> table.add(o.signature()));
    assertThat(table).isEqualTo(methods);
  }

  @TestFactory
  Stream<DynamicTest> valueIsThatOfTheFormula() {
    return Operations.all().stream()
        .filter(o -> o.formula() != null)
        .map(
            o ->
                DynamicTest.dynamicTest(
                    o.toString(),
                    () -> {
                      double[][] x =
                          o.arguments().stream().map(Var::toArray).toArray(double[][]::new);
                      double[] expected = Objects.requireNonNull(o.formula()).apply(x);
                      close(o.value().toArray(), expected, 1e-14);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> reverseIsForwardTransposed() {
    return each(
        o -> {
          Var x = o.point();
          Var u = normal(x, "u");
          Var v = normal(o.of(x), "v");
          double forward = v.dot(Derivatives.jvp(o::of, x, u)).toDouble();
          double reverse = Derivatives.vjp(o::of, x, v).dot(u).toDouble();
          assertThat(Math.abs(forward - reverse))
              .isLessThanOrEqualTo(1e-12 * Math.max(1, Math.abs(forward)));
          close(
              Derivatives.jacobian(o::of, x, Mode.FORWARD).toArray(),
              Derivatives.jacobian(o::of, x, Mode.REVERSE).toArray(),
              1e-13);
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientIsThatOfDifferences() {
    return each(
        o -> {
          UnaryOperator<Var> f = weighted(o);
          Var x = o.point();
          assertThat(differences(f, x, Derivatives.grad(f, x)).error()).isLessThan(1e-7);
        });
  }

  /** One operation's pullback is the sweep over it; element by element, it mixes no places. */
  @TestFactory
  Stream<DynamicTest> aPullbackGoesOverOneOperation() {
    return each(
        o -> {
          for (Var y : o.of(o.point()).ancestors()) {
            for (int i = 0; i < y.inputs().size(); i++) {
              pullsBack(y, i);
            }
          }
        });
  }

  private static void pullsBack(Var y, int i) {
    Var x = y.inputs().get(i);
    int size = Math.toIntExact(y.shape().size());
    for (int k = 0; k < size; k++) {
      double[] unit = new double[size];
      unit[k] = 1;
      Var dy = Var.of(y.shape(), unit);
      double[] dx = y.pullback(i, dy).toArray();
      boolean isOnlyUse = y.inputs().stream().noneMatch(v -> v.ancestors().size() > 1);
      if (isOnlyUse && y.inputs().indexOf(x) == y.inputs().lastIndexOf(x)) {
        close(dx, y.backward(dy, List.of(x)).of(x).toArray(), 1e-14);
      }
      for (int j = 0; j < dx.length && y.isElementwiseIn(i); j++) {
        assertThat(j == k || dx[j] == 0).as("∂y_%d/∂x_%d of %s", k, j, y.operation()).isTrue();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> hessianIsThatOfDifferencesOfGradients() {
    return each(
        o -> {
          UnaryOperator<Var> f = weighted(o);
          Var x = o.point();
          Var u = normal(x, "u");
          Var hessian = Derivatives.hessian(f, x);
          close(hessian.toArray(), hessian.transpose().toArray(), 1e-12);
          Var product = Derivatives.hvp(f, x, u);
          close(product.toArray(), hessian.matmul(u).toArray(), 1e-12);
          UnaryOperator<Var> slope = at -> Derivatives.grad(f, at).dot(u);
          assertThat(differences(slope, x, product).error()).isLessThan(1e-6);
        });
  }

  @TestFactory
  Stream<DynamicTest> modesMayBeNestedInAnyOrder() {
    return each(
        o -> {
          UnaryOperator<Var> f = weighted(o);
          Var x = o.point();
          double[] expected = Derivatives.hessian(f, x).toArray();
          for (Mode outer : Mode.values()) {
            for (Mode inner : Mode.values()) {
              UnaryOperator<Var> first = at -> Derivatives.jacobian(f, at, inner);
              close(Derivatives.jacobian(first, x, outer).toArray(), expected, 1e-12);
            }
          }
        });
  }

  /** By recurrence or from the pushforward, one sweep gives what nesting gives. */
  @TestFactory
  Stream<DynamicTest> taylorCoefficientsAreNestedDerivatives() {
    return each(
        o -> {
          Var x = o.point();
          Var u = normal(x, "u").mul(0.5);
          TaylorPolynomial taylor = Derivatives.taylor(o::of, x, ORDER);
          UnaryOperator<Var> nested = t -> o.of(x.add(u.mul(t)));
          for (int k = 0; k <= ORDER; k++) {
            Var term = taylor.term(k, u);
            Var expected = nested.apply(Var.scalar(0));
            assertThat(term.shape()).isEqualTo(expected.shape());
            close(term.toArray(), expected.toArray(), 1e-9);
            UnaryOperator<Var> previous = nested;
            nested = t -> Derivatives.jvp(previous, t, Var.scalar(1));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> floatsStayFloats() {
    return each(
        o -> {
          Var[] floats = new Var[o.arguments().size()];
          for (int i = 0; i < floats.length; i++) {
            floats[i] = Var.over(o.arguments().get(i).toINDArray().castTo(DataType.FLOAT));
          }
          Var expected = o.value();
          Var y = o.map().apply(floats);
          assertThat(y.toINDArray().dataType()).isEqualTo(DataType.FLOAT);
          assertThat(y.toINDArray().shape()).isEqualTo(expected.shape().toArray());
          close(y.toArray(), expected.toArray(), 1e-5);
          Var dy = Var.of(normal(y, "dy").toINDArray().castTo(DataType.FLOAT));
          Gradients single = y.backward(dy);
          Gradients exact = expected.backward(dy);
          for (int i = 0; i < floats.length; i++) {
            Var dx = single.of(floats[i]);
            assertThat(dx.toINDArray().dataType()).isEqualTo(DataType.FLOAT);
            close(dx.toArray(), exact.of(o.arguments().get(i)).toArray(), 1e-4);
          }
        });
  }

  /** Whatever depends on NaN is NaN. */
  @TestFactory
  Stream<DynamicTest> nanStaysNan() {
    return each(
        o -> {
          if (o.toString().startsWith("pow(double)") && isAllOnes(o)) {
            return; // x⁰ = 1, whatever x is
          }
          Var x = o.point();
          double[] jacobian = Derivatives.jacobian(o::of, x).toArray();
          double[] everywhere = new double[x.toArray().length];
          Arrays.fill(everywhere, Double.NaN);
          double[] lost = o.of(Var.vector(everywhere)).toArray();
          assertThat(Arrays.stream(lost).anyMatch(Double::isNaN)).isTrue();
          for (int j = 0; j < everywhere.length; j++) {
            double[] numbers = x.toArray();
            numbers[j] = Double.NaN;
            double[] y = o.of(Var.vector(numbers)).toArray();
            for (int i = 0; i < y.length; i++) {
              if (jacobian[i * numbers.length + j] != 0) {
                assertThat(y[i]).as("number %d of y, from %d of x", i, j).isNaN();
              }
            }
          }
        });
  }

  private static boolean isAllOnes(Operation o) {
    return Arrays.stream(o.of(o.point()).toArray()).allMatch(v -> v == 1);
  }

  // ---- helpers

  /** ⟨w, f(x)⟩ with w of no pattern: one number. */
  private static UnaryOperator<Var> weighted(Operation o) {
    Var w = normal(o.of(o.point()), "w");
    return x -> o.of(x).dot(w);
  }

  private static GradientCheck.Report differences(UnaryOperator<Var> f, Var x, Var gradient) {
    return GradientCheck.of(
            numbers -> f.apply(Var.of(x.shape(), numbers)).toDouble(),
            x.toArray(),
            gradient.toArray())
        .run();
  }

  static Var normal(Var like, String name) {
    return normal(like.shape(), name);
  }

  static Var normal(Shape shape, String name) {
    RandomStream random = RandomStream.of(1).split(name);
    double[] numbers = new double[(int) shape.size()];
    Arrays.setAll(numbers, i -> random.nextGaussian());
    return Var.of(shape, numbers);
  }

  /** Relative to the largest. */
  static void close(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 1;
    for (double v : expected) {
      largest = Math.max(largest, Math.abs(v));
    }
    for (int i = 0; i < actual.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance * largest)) {
        fail("number %d is %s, expected %s", i, actual[i], expected[i]);
      }
    }
  }
}
