package dev.chainrule.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where operations are hard: kinks, zeros, singular matrices, large numbers, wrong shapes. */
final class VarEdgesTest {
  private static double slope(UnaryOperator<Var> f, double x) {
    return Derivatives.grad(f, Var.scalar(x)).toDouble();
  }

  /** f′(x), f″(x), … by nested gradients, and the same in Taylor mode. */
  private static void assertDerivatives(UnaryOperator<Var> f, double x, double... expected) {
    UnaryOperator<Var> nested = f;
    for (int k = 1; k <= expected.length; k++) {
      nested = Derivatives.grad(nested);
      double scale = 1e-14 * Math.max(1, Math.abs(expected[k - 1]));
      assertThat(nested.apply(Var.scalar(x)).toDouble())
          .as("derivative %d", k)
          .isCloseTo(expected[k - 1], within(scale));
      assertThat(Derivatives.derivative(f, Var.scalar(x), k).toDouble())
          .as("derivative %d in Taylor mode", k)
          .isCloseTo(expected[k - 1], within(scale));
    }
  }

  // ---- kinks

  @Test
  void conventionsAtKinks() {
    assertDerivatives(Var::relu, 0, 0);
    assertDerivatives(Var::abs, 0, 0);
    assertDerivatives(Var::sign, 0, 0);
    assertDerivatives(Var::step, 0, 0);
    assertDerivatives(x -> x.clamp(-1, 1), 1, 1); // bounds included
    assertDerivatives(x -> x.clamp(-1, 1), -1, 1);
    assertDerivatives(x -> x.max(Var.scalar(2)), 2, 0.5);
    assertDerivatives(x -> x.min(Var.scalar(2)), 2, 0.5);
    assertDerivatives(x -> x.max(x), 2, 1, 0);
  }

  @Test
  void tiesShare() {
    Var x = Var.vector(3, 1, 3, 3);
    double third = 1.0 / 3;
    assertThat(x.max().backward().of(x).toArray()).containsExactly(third, 0, third, third);
    Var z = Var.vector(3, 2, 0, 3);
    Gradients gradients = x.max(z).sum().backward();
    assertThat(gradients.of(x).toArray()).containsExactly(0.5, 0, 1, 0.5);
    assertThat(gradients.of(z).toArray()).containsExactly(0.5, 1, 0, 0.5);
  }

  @Test
  void infinitiesShareToo() {
    Var x = Var.vector(Double.POSITIVE_INFINITY);
    Var z = Var.vector(Double.POSITIVE_INFINITY);
    assertThat(x.max(z).sum().backward().of(x).toArray()).containsExactly(0.5);
    assertThat(x.max().backward().of(x).toArray()).containsExactly(1);
  }

  // ---- powers at 0

  @Test
  void naturalPowersAtZero() {
    assertDerivatives(x -> x.pow(2), 0, 0, 2, 0, 0);
    assertDerivatives(x -> x.pow(3), 0, 0, 0, 6, 0, 0);
    assertDerivatives(x -> x.pow(1), 0, 1, 0);
    assertDerivatives(x -> x.pow(0), 0, 0, 0);
    assertDerivatives(x -> x.square(), 0, 0, 2, 0);
    assertDerivatives(x -> x.pow(2.5), 0, 0, 0);
  }

  @Test
  void naturalVariablePowersAtZero() {
    assertDerivatives(x -> x.pow(Var.scalar(2)), 0, 0, 2, 0, 0);
    assertDerivatives(x -> x.pow(Var.scalar(3)), 0, 0, 0, 6, 0, 0);
    assertDerivatives(x -> x.pow(Var.scalar(1)), 0, 1, 0, 0);
    assertDerivatives(x -> x.pow(Var.scalar(0)), 0, 0, 0);
    assertDerivatives(z -> Var.scalar(0).pow(z), 2, 0, 0);
    Var x = Var.vector(0, 2, -3);
    Var z = Var.scalar(2);
    Gradients gradients = x.pow(z).sum().backward();
    assertThat(gradients.of(x).toArray()).containsExactly(0, 4, -6);
    assertThat(gradients.of(z).toDouble()).isNaN(); // (−3)ᶻ is no number beside z = 2
  }

  @Test
  void powersOfNegativeNumbers() {
    assertDerivatives(x -> x.pow(Var.scalar(3)), -2, 12, -12, 6, 0);
    assertDerivatives(x -> x.pow(-1), -2, -0.25, -0.25, -0.375);
  }

  /** Nested recurrences would take of order 2ⁿ operations. */
  @Test
  void highOrdersAreCheap() {
    int n = 24;
    Var v = Var.vector(0.1, 0.2);
    Var a = Var.matrix(new double[] {3, 1}, new double[] {1, 2});
    UnaryOperator<Var> solved = t -> a.mul(t.add(1)).solve(v).sum();
    UnaryOperator<Var> powers = t -> t.add(1).pow(t.neg().mul(0).sub(1)); // (1 + t)⁻¹
    double[] first = Derivatives.taylor(solved, Var.scalar(0), n).coefficients();
    double[] second = Derivatives.taylor(powers, Var.scalar(0), n).coefficients();
    double whole = a.solve(v).sum().toDouble();
    for (int k = 0; k <= n; k++) {
      double sign = k % 2 == 0 ? 1 : -1;
      assertThat(first[k]).isCloseTo(sign * whole, within(1e-12));
      assertThat(second[k]).isCloseTo(sign, within(1e-12));
    }
  }

  // ---- norms at 0

  @Test
  void normAtZeroHasSlopeZero() {
    Var zero = Var.zeros(Shape.of(3));
    assertThat(Derivatives.grad(Var::norm, zero).toArray()).containsOnly(0);
    assertThat(Derivatives.jvp(Var::norm, zero, Var.vector(1, 2, 3)).toDouble()).isZero();
  }

  // ---- determinants

  private static final double[][][] SINGULAR = {
    {{0}},
    {{1, 2}, {2, 4}},
    {{0, 0}, {0, 0}},
    {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}},
    {{1, 2, 3}, {2, 4, 6}, {3, 6, 9}},
    {{0, 1, 0, 0}, {0, 0, 2, 0}, {0, 0, 0, 3}, {0, 0, 0, 0}},
    {{1, 2}, {3, 4}},
    {{1, 2}, {2, 4 + 1e-10}},
    {{1, 2, 3}, {4, 5, 6}, {7, 8, 9 + 1e-9}},
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void determinantsHaveCofactorsEverywhere(int which) {
    Var x = Var.matrix(SINGULAR[which]);
    int n = (int) x.shape().dim(0);
    double[] gradient = Derivatives.grad(Var::det, x).toArray();
    double[] hessian = Derivatives.hessian(Var::det, x).toArray();
    for (int i = 0; i < n * n; i++) {
      assertThat(gradient[i]).isCloseTo(cofactor(x, i / n, i % n), within(1e-9));
      for (int j = 0; j < n * n; j++) {
        double expected = 0;
        if (i / n != j / n && i % n != j % n) { // det is linear in each row and column
          double[] moved = x.toArray();
          moved[j] += 1;
          expected = cofactor(Var.of(x.shape(), moved), i / n, i % n);
          expected -= cofactor(x, i / n, i % n);
        }
        assertThat(hessian[i * n * n + j]).isCloseTo(expected, within(1e-5));
      }
    }
    Var u = VarLawsTest.normal(x, "u");
    assertThat(Derivatives.jvp(Var::det, x, u).toDouble())
        .isCloseTo(Derivatives.grad(Var::det, x).dot(u).toDouble(), within(1e-12));
  }

  /** ± the determinant without row i and column j, by Laplace's expansion. */
  private static double cofactor(Var x, int i, int j) {
    int n = (int) x.shape().dim(0);
    double[] minor = new double[(n - 1) * (n - 1)];
    int at = 0;
    for (int k = 0; k < n * n; k++) {
      if (k / n != i && k % n != j) {
        minor[at++] = x.toArray()[k];
      }
    }
    return ((i + j) % 2 == 0 ? 1 : -1) * laplace(minor, n - 1);
  }

  private static double laplace(double[] x, int n) {
    if (n == 0) {
      return 1;
    }
    double sum = 0;
    Var matrix = Var.of(Shape.of(n, n), x);
    for (int j = 0; j < n; j++) {
      sum += x[j] * cofactor(matrix, 0, j);
    }
    return sum;
  }

  /** A large regular matrix has a determinant far below the product of its rows' lengths. */
  @Test
  void largeDeterminantsHaveCofactorsToo() {
    Var x = VarLawsTest.normal(Shape.of(60, 60), "x");
    Var gradient = Derivatives.grad(Var::det, x);
    double[] product = gradient.matmulTransposed(x).div(x.det()).toArray(); // cof(X) Xᵀ = det X I
    VarLawsTest.close(product, Var.identity(60).toArray(), 1e-10);
  }

  @Test
  void singularMatricesHaveNoInverse() {
    Var x = Var.matrix(SINGULAR[1]);
    assertThatThrownBy(x::inverse)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContainingAll("the 2×2 matrix is singular", "added to its diagonal");
    assertThatThrownBy(() -> x.solve(Var.vector(1, 2))).isInstanceOf(ArithmeticException.class);
    assertThat(x.logDet().toDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    Var rounded = Var.matrix(SINGULAR[3]); // its last pivot is 1e-16, not 0
    assertThatThrownBy(rounded::inverse).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(Var.matrix(new double[][] {{0.1, 0.3}, {0.2, 0.6}})::inverse)
        .isInstanceOf(ArithmeticException.class);
  }

  /** What is small or badly scaled is not singular; nor is what has digits left. */
  @Test
  void regularMatricesHaveAnInverse() {
    assertThat(Var.matrix(new double[][] {{1, 0}, {0, 1e-20}}).inverse().toArray())
        .containsExactly(new double[] {1, 0, 0, 1e20}, within(1e5));
    assertThat(Var.matrix(new double[][] {{1e-300}}).inverse().toDouble())
        .isCloseTo(1e300, within(1e285));
    Var scaled = Var.matrix(new double[][] {{1e-30, 2e-30}, {3e10, 4e10}});
    assertThat(scaled.solve(Var.vector(5e-30, 11e10)).toArray())
        .containsExactly(new double[] {1, 2}, within(1e-12));
    int n = 10;
    double[] hilbert = new double[n * n]; // of condition 1.6e13
    java.util.Arrays.setAll(hilbert, i -> 1.0 / (i / n + i % n + 1));
    Var h = Var.of(Shape.of(n, n), hilbert);
    Var ones = Var.filled(Shape.of(n), 1);
    assertThat(h.solve(h.matmul(ones)).sub(ones).norm().toDouble()).isLessThan(0.01);
    Var sum = Var.identity(60).add(VarLawsTest.normal(Shape.of(60, 60), "x").mul(1e-3));
    assertThat(sum.inverse().matmul(sum).sub(Var.identity(60)).norm().toDouble()).isLessThan(1e-12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void noZeroHidesNan(int place) {
    double[] numbers = {0, 0, 0, 2};
    numbers[place] = Double.NaN;
    assertThat(Var.of(Shape.of(2, 2), numbers).det().toDouble()).isNaN();
  }

  // ---- numbers that overflow elsewhere

  @Test
  void largeAndSmallNumbers() {
    assertThat(Var.scalar(1000).softplus().toDouble()).isEqualTo(1000);
    assertThat(Var.scalar(-1000).softplus().toDouble()).isZero();
    assertThat(Var.scalar(-40).softplus().toDouble()).isCloseTo(Math.exp(-40), within(1e-30));
    assertDerivatives(Var::softplus, 1000, 1, 0, 0);
    assertDerivatives(Var::softplus, -1000, 0, 0, 0);
    assertDerivatives(Var::sigmoid, 1000, 0, 0, 0);
    assertDerivatives(Var::sigmoid, -1000, 0, 0, 0);
    assertDerivatives(Var::tanh, 1000, 0, 0, 0);
    assertDerivatives(Var::tanh, -1000, 0, 0, 0);
    assertThat(Var.scalar(-700).sigmoid().toDouble()).isEqualTo(Math.exp(-700));
    assertThat(Var.scalar(1e-20).log1p().toDouble()).isEqualTo(1e-20);
    assertThat(Var.scalar(1e-20).expm1().toDouble()).isEqualTo(1e-20);
    assertThat(slope(Var::expm1, -40)).isCloseTo(Math.exp(-40), within(1e-32));
    assertThat(Var.scalar(26).erfc().toDouble()).isBetween(5.66e-296, 5.67e-296);
    assertThat(slope(Var::erfc, 26)).isBetween(-2.95e-294, -2.94e-294);
    assertThat(Var.scalar(100).erfc().toDouble()).isZero();
    assertThat(slope(Var::erfc, 100)).isZero();
    assertThat(slope(Var::asin, 1 - 1e-12)).isCloseTo(1 / Math.sqrt(2e-12), within(40.0));
    double nearOne = 1 - Math.scalb(1.0, -30);
    assertThat(slope(Var::asin, nearOne))
        .isCloseTo(1 / Math.sqrt(Math.scalb(2 - Math.scalb(1.0, -30), -30)), within(1e-10));
  }

  @Test
  void logSumExpDoesNotOverflow() {
    Var x = Var.vector(1000, -1000, 1000);
    assertThat(x.logSumExp().toDouble()).isEqualTo(1000 + Math.log(2));
    assertThat(x.logSumExp().backward().of(x).toArray()).containsExactly(0.5, 0, 0.5);
    assertThat(x.softmax(0).toArray()).containsExactly(0.5, 0, 0.5);
    Var small = Var.vector(-1000, -1000);
    assertThat(small.logSumExp().toDouble()).isEqualTo(-1000 + Math.log(2));
    assertThat(Derivatives.hessian(Var::logSumExp, small).toArray())
        .containsExactly(0.25, -0.25, -0.25, 0.25);
    double infinite = Double.NEGATIVE_INFINITY;
    assertThat(Var.vector(infinite, infinite).logSumExp().toDouble()).isEqualTo(infinite);
    assertThat(Var.vector(infinite, 3).softmax(0).toArray()).containsExactly(0, 1);
    assertThat(Var.vector(Double.POSITIVE_INFINITY, 1).logSumExp().toDouble())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void dividesExactly() {
    assertThat(Var.scalar(3).div(10).toDouble()).isEqualTo(0.3); // 3 · (1/10) is not
    assertThat(Var.scalar(1e-310).div(1e-310).toDouble()).isEqualTo(1);
    assertThat(Var.vector(1, -1).div(0).toArray())
        .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void whatIsMaskedMayBeAnything() {
    Var x = Var.vector(-1, 4);
    Var y = x.sqrt().where(x.step(), Var.zeros(Shape.of(2)));
    assertThat(y.toArray()).containsExactly(0, 2);
  }

  @Test
  void anInfiniteValueHasFiniteCoefficients() {
    double[] c =
        Derivatives.taylor(x -> x.add(Double.POSITIVE_INFINITY), Var.scalar(1), 3).coefficients();
    assertThat(c).containsExactly(Double.POSITIVE_INFINITY, 1, 0, 0);
  }

  // ---- float and double, large and small

  private static INDArray random(DataType type, long... shape) {
    return VarLawsTest.normal(Shape.of(shape), "numbers").toINDArray().castTo(type);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1e-4", "DOUBLE, 1e-12"})
  void largeProductsAgreeWithLoops(DataType type, double tolerance) {
    int m = 71;
    int k = 67;
    int n = 73;
    Var a = Var.over(random(type, m, k));
    Var b = Var.over(random(type, k, n));
    double[] expected = new double[m * n];
    double[] x = a.toArray();
    double[] z = b.toArray();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          expected[i * n + j] += x[i * k + p] * z[p * n + j];
        }
      }
    }
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Var left = transposeA ? a.transpose() : a;
        Var right = transposeB ? b.transpose() : b;
        Var y = LinearAlgebra.matrices(transposeA, transposeB).apply(left, right);
        assertThat(y.shape()).isEqualTo(Shape.of(m, n));
        VarLawsTest.close(y.toArray(), expected, tolerance);
        assertThat(y.toINDArray().dataType()).isEqualTo(type);
        Var dy = VarLawsTest.normal(y, "dy");
        Gradients gradients = y.backward(dy);
        Var da = dy.matmul(Var.of(b.shape(), z).transpose());
        Var db = Var.of(a.shape(), x).transpose().matmul(dy);
        double[] inA = (transposeA ? da.transpose() : da).toArray();
        double[] inB = (transposeB ? db.transpose() : db).toArray();
        VarLawsTest.close(gradients.of(left).toArray(), inA, tolerance);
        VarLawsTest.close(gradients.of(right).toArray(), inB, tolerance);
      }
    }
  }

  @Test
  void aFloatBesideADoubleIsFloat() {
    Var floats = Var.over(random(DataType.FLOAT, 70, 70));
    Var doubles = Var.over(random(DataType.DOUBLE, 70, 70));
    assertThat(floats.matmul(doubles).toINDArray().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(doubles.matmul(floats).toINDArray().dataType()).isEqualTo(DataType.FLOAT);
    VarLawsTest.close(
        floats.matmul(doubles).toArray(),
        Var.of(Shape.of(70, 70), floats.toArray()).matmul(doubles).toArray(),
        1e-4);
  }

  @Test
  void gradientsOfFloatsAreFloats() {
    Var x = Var.over(random(DataType.FLOAT, 3));
    assertThat(x.sum().backward().of(x).toINDArray().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(x.sign().sum().backward().of(x).toINDArray().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Derivatives.grad(Var::sum, x).toINDArray().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Derivatives.jacobian(Var::neg, x).toINDArray().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Derivatives.grad(z -> Var.scalar(1), x).toINDArray().dataType())
        .isEqualTo(DataType.FLOAT);
  }

  @Test
  void comesFromAndGoesToArrays() {
    INDArray ints = Nd4j.createFromArray(new int[][] {{1, 2}, {3, 4}});
    Var x = Var.of(ints);
    assertThat(x.toINDArray().dataType()).isEqualTo(DataType.DOUBLE);
    Var view = Var.of(Nd4j.arange(6).castTo(DataType.FLOAT).reshape(2, 3).transpose());
    assertThat(view.toArray()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(Var.scalar(3).toINDArray().rank()).isZero();
    assertThat(Var.scalar(3).toINDArray().getDouble()).isEqualTo(3);
    INDArray source = Nd4j.createFromArray(1.0, 2.0);
    Var copied = Var.of(source);
    source.putScalar(0, 9);
    assertThat(copied.toArray()).containsExactly(1, 2);
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray out = Nd4j.create(type, 2, 2);
      x.writeTo(Kernels.best(type), out);
      assertThat(out.reshape(4).toDoubleVector()).containsExactly(1, 2, 3, 4);
      Var.over(random(DataType.FLOAT, 2, 2)).writeTo(Kernels.best(type), out);
      Var.over(random(DataType.DOUBLE, 2, 2)).writeTo(Kernels.best(type), out);
      VarLawsTest.close(
          out.reshape(4).toDoubleVector(),
          VarLawsTest.normal(Shape.of(2, 2), "numbers").toArray(),
          1e-6);
    }
    assertThatThrownBy(() -> Var.over(ints))
        .hasMessage(
            "expected FLOAT or DOUBLE, row-major without gaps, got INT [2, 2]. Var.of copies any"
                + " array.");
  }

  // ---- what is said of wrong shapes

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
  }

  @Test
  void namesTheNextStep() {
    Var number = Var.scalar(1);
    Var x = Var.vector(1, 2, 3);
    Var a = Var.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    refused(
        () -> x.add(a),
        "add: shapes [3] and [2, 3] differ. To repeat the first, say so:"
            + " x.broadcastTo(z.shape()).");
    refused(
        () -> a.mul(x),
        "mul: shapes [2, 3] and [3] differ. To repeat the second, say so:"
            + " z.broadcastTo(x.shape()).");
    refused(
        () -> x.div(Var.vector(1, 2)),
        "div: shapes [3] and [2] differ, and neither can be repeated to become the other.");
    refused(
        () -> x.broadcastTo(Shape.of(3, 2)),
        "broadcastTo: [3] cannot be repeated to become [3, 2]");
    refused(
        () -> a.matmul(Var.vector(1, 2)),
        "a product sums over 3 columns of [2, 3] and 2 rows of [2]");
    refused(
        () -> x.matmul(a),
        "a product sums over 3 columns of [3] and 2 rows of [2, 3]: x.matmulTransposed(A) is x"
            + " Aᵀ");
    refused(() -> number.matmul(a), "a product takes vectors and matrices, got [] and [2, 3]");
    refused(() -> a.matmulTransposed(x), "matmulTransposed: expected a matrix, got shape [3]");
    refused(() -> x.dot(a), "dot: expected equal shapes, got [3] and [2, 3]");
    refused(() -> a.outer(x), "outer: expected a vector, got shape [2, 3]");
    refused(() -> a.det(), "det: expected a square matrix, got shape [2, 3]");
    refused(() -> x.inverse(), "inverse: expected a matrix, got shape [3]");
    refused(
        () -> Var.identity(2).solve(x),
        "solve: for A of shape [2, 2], b must have 2 rows, got shape [3]");
    refused(
        () -> Var.identity(2).solve(number),
        "solve: for A of shape [2, 2], b must have 2 rows, got shape []");
    refused(() -> a.reshape(4), "reshape: [2, 3] has 6 numbers, [4] 4");
    refused(() -> a.get(0, 3), "no number [0, 3] in shape [2, 3]");
    refused(() -> a.get(1), "no number [1] in shape [2, 3]");
    refused(() -> x.get(-1), "no number [-1] in shape [3]");
    refused(() -> number.sum(0), "sum: shape [] has no axis 0");
    refused(() -> a.max(2), "max: shape [2, 3] has no axis 2");
    refused(() -> a.norm(Integer.MIN_VALUE), "norm: shape [2, 3] has no axis " + Integer.MIN_VALUE);
    refused(() -> a.expand(4, 2), "expand: the new axis of [2, 3] may be 0 … 2, got 4");
    refused(
        () -> Var.concat(0, List.of(a, x)),
        "concat along axis 0: [2, 3] and [3] must agree in all other axes");
    refused(() -> Var.concat(0, List.of()), "concat: at least one part, got none");
    refused(() -> Var.stack(List.of()), "concat: at least one part, got none");
    refused(() -> Var.stack(List.of(x, a)), "stack: expected equal shapes, got [3] and [2, 3]");
    refused(
        () -> a.toDouble(),
        "one number was asked for, this has shape [2, 3]. toArray() gives all of them.");
    refused(() -> x.where(number, x), "where: expected equal shapes, got [3] and []");
  }

  @Test
  void nothingIsNoShape() {
    refused(() -> Var.matrix(), "a matrix has at least one row, got none");
    refused(() -> Var.matrix(new double[0]), "dimensions must be positive, got [1, 0]");
    refused(() -> Var.vector(), "dimensions must be positive, got [0]");
    refused(() -> Var.identity(0), "dimensions must be positive, got [0]");
    refused(
        () -> Var.matrix(new double[] {1, 2}, new double[] {3}),
        "row 0 has 2 numbers and row 1 has 1");
    refused(() -> Var.of(Shape.of(2), 1, 2, 3), "shape [2] has 2 numbers, got 3");
    refused(() -> Var.scalar(1).expand(0, 0), "dimensions must be positive, got [0]");
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Shape large = Shape.of(1L << 20, 1L << 20);
    String message =
        "a Var holds at most 2³¹ − 9 numbers, and shape [1048576, 1048576] has 1099511627776";
    refused(() -> Var.zeros(large), message);
    refused(() -> Var.filled(large, 1), message);
    refused(() -> Var.scalar(1).broadcastTo(large), message);
    Var x = Var.zeros(Shape.of(1L << 20));
    refused(() -> x.expand(0, 1L << 20), message);
    refused(() -> x.outer(x), message);
    refused(x::diag, message);
    refused(() -> x.reshape(1L << 20, 1).matmul(x.reshape(1, 1L << 20)), message);
    Var y = Var.vector(1, 2, 3);
    refused(
        () -> y.slice(0, 0, (1L << 32) + 2), "slice: no places 0 … 4294967297 along axis 0 of [3]");
    refused(() -> y.slice(0, 2, 2), "slice: no places 2 … 1 along axis 0 of [3]");
    refused(() -> y.slice(0, -1, 2), "slice: no places -1 … 1 along axis 0 of [3]");
    refused(() -> y.get(1L << 32), "no number [4294967296] in shape [3]");
  }

  @Test
  void oneNumberIsPrintedAsOne() {
    Var x = Var.vector(1, 2);
    assertThat(x).hasToString("[1.0, 2.0]");
    assertThat(x.dot(x)).hasToString("5.0");
    assertThat(x.outer(x)).hasToString("[[1.0, 2.0], [2.0, 4.0]]");
    assertThat(Var.zeros(Shape.of(9, 9))).asString().endsWith(", …] of shape [9, 9]");
  }

  @Test
  void operationsHaveNames() {
    Var x = Var.vector(1, 2);
    assertThat(x.operation()).isEmpty();
    assertThat(x.mul(2.5).operation()).isEqualTo("2.5 ×");
    assertThat(x.sub(3).operation()).isEqualTo("− 3");
    assertThat(x.dot(x).operation()).isEqualTo("dot");
  }
}
