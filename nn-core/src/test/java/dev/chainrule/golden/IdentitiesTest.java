package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.Var;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules and identities of the lecture that golden/calculus.json does not have, each as forward
 * and reverse mode find it, against the closed form written out, at points drawn at random; and the
 * closed form against a difference quotient, lest it be wrong itself. The others are in {@link
 * CalculusGoldenTest}.
 */
final class IdentitiesTest {
  private static final double ROUNDING = 1e-11;
  private static final double QUOTIENT = 1e-6;
  private static final int POINTS = 5;
  private static final Shape NUMBER = Shape.of();

  private static final Var A = matrix(1, 3, 4);
  private static final Var S = matrix(2, 4, 4);
  private static final Var X = matrix(3, 5, 4);

  // ---- one variable

  @Test
  void constant() {
    holds(x -> Var.scalar(7), x -> Var.scalar(0), NUMBER);
    holds(x -> Var.scalar(7), x -> x.mul(0), Shape.of(4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -1, 0, 0.5, 1, 2, 2.5, 5})
  void powerRule(double n) {
    holds(x -> x.pow(n), x -> Var.scalar(n * Math.pow(x.toDouble(), n - 1)), NUMBER);
  }

  @Test
  void sumRule() {
    holds(x -> u(x).add(v(x)), x -> du(x).add(dv(x)), NUMBER);
    holds(x -> u(x).sub(v(x)), x -> du(x).sub(dv(x)), NUMBER);
  }

  @Test
  void scalarMultiple() {
    holds(x -> u(x).mul(-2.5), x -> du(x).mul(-2.5), NUMBER);
  }

  @Test
  void productRule() {
    holds(x -> u(x).mul(v(x)), x -> du(x).mul(v(x)).add(u(x).mul(dv(x))), NUMBER);
  }

  @Test
  void quotientRule() {
    holds(
        x -> u(x).div(v(x)), x -> du(x).mul(v(x)).sub(u(x).mul(dv(x))).div(v(x).square()), NUMBER);
  }

  @Test
  void chainRule() {
    holds(x -> v(u(x)), x -> dv(u(x)).mul(du(x)), NUMBER);
  }

  /** √(sin x²) → x cos x² / √(sin x²). */
  @Test
  void rootOfTheSineOfASquare() {
    holds(
        x -> x.square().sin().sqrt(),
        x -> x.mul(x.square().cos()).div(x.square().sin().sqrt()),
        NUMBER);
  }

  /** (3x² − 5x + 6)³ → 3 (3x² − 5x + 6)² (6x − 5). */
  @Test
  void cubeOfAQuadratic() {
    UnaryOperator<Var> inner = x -> x.square().mul(3).sub(x.mul(5)).add(6);
    holds(
        x -> inner.apply(x).pow(3),
        x -> inner.apply(x).square().mul(3).mul(x.mul(6).sub(5)),
        NUMBER);
  }

  // ---- several variables

  /** x³ + 3y² → (3x², 6y). */
  @Test
  void cubePlusSquare() {
    holds(
        v -> v.get(0).pow(3).add(v.get(1).square().mul(3)),
        v -> Var.stack(List.of(v.get(0).square().mul(3), v.get(1).mul(6))),
        Shape.of(2));
  }

  /** xy² + ln sin x → (y² + cos x / sin x, 2xy). */
  @Test
  void productPlusLogOfSine() {
    holds(
        v -> v.get(0).mul(v.get(1).square()).add(v.get(0).sin().log()),
        v ->
            Var.stack(
                List.of(
                    v.get(1).square().add(v.get(0).cos().div(v.get(0).sin())),
                    v.get(0).mul(v.get(1)).mul(2))),
        Shape.of(2));
  }

  /**
   * f(x₁(s,t), x₂(s,t)) with f = x₁² + 2x₂, x₁ = s cos t, x₂ = s sin t: ∂f/∂s = 2x₁ cos t + 2 sin t
   * and ∂f/∂t = −2x₁ s sin t + 2s cos t.
   */
  @Test
  void twoPathsFromTwoVariables() {
    holds(
        v -> {
          Var x1 = v.get(0).mul(v.get(1).cos());
          Var x2 = v.get(0).mul(v.get(1).sin());
          return x1.square().add(x2.mul(2));
        },
        v -> {
          Var s = v.get(0);
          Var c = v.get(1).cos();
          Var d = v.get(1).sin();
          Var x1 = s.mul(c);
          return Var.stack(
              List.of(
                  x1.mul(c).mul(2).add(d.mul(2)), x1.mul(s).mul(d).mul(-2).add(s.mul(c).mul(2))));
        },
        Shape.of(2));
  }

  /** z(u(x), v(x)): ∂z/∂x = ∂z/∂u ∂u/∂x + ∂z/∂v ∂v/∂x, for z = u exp v. */
  @Test
  void severalPathsAddUp() {
    holds(
        x -> u(x).mul(v(x).exp()),
        x -> v(x).exp().mul(du(x)).add(u(x).mul(v(x).exp()).mul(dv(x))),
        NUMBER);
  }

  /** ∇(uᵀv) = (∂u/∂x)ᵀ v + (∂v/∂x)ᵀ u, with u = A x and v = sin(B x): Aᵀ v + Bᵀ diag(cos B x) u. */
  @Test
  void gradientOfADotProduct() {
    Var b = matrix(4, 3, 4);
    holds(
        x -> A.matmul(x).dot(b.matmul(x).sin()),
        x ->
            A.transpose()
                .matmul(b.matmul(x).sin())
                .add(b.transpose().matmul(b.matmul(x).cos().mul(A.matmul(x)))),
        Shape.of(4));
  }

  /** ∇(f + 5g) = ∇f + 5∇g. */
  @Test
  void gradientsAreLinear() {
    holds(
        x -> x.square().sum().add(x.sin().sum().mul(5)),
        x -> x.mul(2).add(x.cos().mul(5)),
        Shape.of(4));
  }

  /** xᵀSx → 2Sx for a symmetric S. */
  @Test
  void symmetricQuadraticForm() {
    Var symmetric = S.add(S.transpose());
    holds(x -> x.dot(symmetric.matmul(x)), x -> symmetric.matmul(x).mul(2), Shape.of(4));
  }

  /** ‖Ax − b‖² → 2Aᵀ(Ax − b). */
  @Test
  void squaredDistance() {
    Var b = Var.vector(0.5, -1, 2);
    holds(
        x -> A.matmul(x).sub(b).square().sum(),
        x -> A.transpose().matmul(A.matmul(x).sub(b)).mul(2),
        Shape.of(4));
  }

  /** ‖Xw − y‖² → 2Xᵀ(Xw − y), and 0 where XᵀXw = Xᵀy. */
  @Test
  void leastSquares() {
    Var y = Var.vector(1, -1, 2, 0.5, 3);
    UnaryOperator<Var> f = w -> X.matmul(w).sub(y).square().sum();
    holds(f, w -> X.transpose().matmul(X.matmul(w).sub(y)).mul(2), Shape.of(4));
    Var solution = X.transpose().matmul(X).solve(X.transpose().matmul(y));
    assertThat(Derivatives.grad(f, solution).norm().toDouble()).isLessThan(1e-12);
  }

  // ---- tensors

  /** y = Ax + b by A: ∂y_i/∂A_pq = [i = p] x_q, of order 3; by b: the identity. */
  @Test
  void affineByItsMatrix() {
    Var x = Var.vector(7, 8, 9);
    Var b = Var.vector(1, 2);
    holds(
        a -> a.matmul(x).add(b),
        a -> {
          double[] t = new double[2 * 2 * 3];
          for (int i = 0; i < 2; i++) {
            for (int q = 0; q < 3; q++) {
              t[(i * 2 + i) * 3 + q] = x.toArray()[q];
            }
          }
          return Var.of(Shape.of(2, 2, 3), t);
        },
        Shape.of(2, 3));
    Var a = matrix(5, 2, 3);
    holds(at -> a.matmul(x).add(at), at -> Var.identity(2), Shape.of(2));
  }

  /** K = RᵀR by R: ∂K_pq/∂R_ij = [j = p] R_iq + [j = q] R_ip, of order 4. */
  @Test
  void gramMatrixByItsFactor() {
    holds(
        r -> r.transpose().matmul(r),
        r -> {
          double[] t = new double[2 * 2 * 3 * 2];
          for (int p = 0; p < 2; p++) {
            for (int q = 0; q < 2; q++) {
              for (int i = 0; i < 3; i++) {
                t[((p * 2 + q) * 3 + i) * 2 + p] += r.get(i, q).toDouble();
                t[((p * 2 + q) * 3 + i) * 2 + q] += r.get(i, p).toDouble();
              }
            }
          }
          return Var.of(Shape.of(2, 2, 3, 2), t);
        },
        Shape.of(3, 2));
  }

  // ---- the two functions of the rules

  /** u = x³ + 2x, u′ = 3x² + 2. */
  private static Var u(Var x) {
    return x.pow(3).add(x.mul(2));
  }

  private static Var du(Var x) {
    return x.square().mul(3).add(2);
  }

  /** v = 2 + sin x, v′ = cos x. */
  private static Var v(Var x) {
    return x.sin().add(2);
  }

  private static Var dv(Var x) {
    return x.cos();
  }

  // ---- how an identity is held

  private static void holds(UnaryOperator<Var> f, UnaryOperator<Var> derivative, Shape shape) {
    RandomStream random = RandomStream.of(7);
    for (int point = 0; point < POINTS; point++) {
      double[] numbers = new double[(int) shape.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = 0.3 + random.nextDouble(); // where roots and logarithms are defined
      }
      Var x = Var.of(shape, numbers);
      Var closed = derivative.apply(x);
      close(Derivatives.jacobian(f, x, Derivatives.Mode.REVERSE), closed, ROUNDING);
      close(Derivatives.jacobian(f, x, Derivatives.Mode.FORWARD), closed, ROUNDING);
      close(quotients(f, x), closed, QUOTIENT);
    }
  }

  private static Var quotients(UnaryOperator<Var> f, Var x) {
    Shape out = f.apply(x).shape();
    double[] j = new double[(int) (out.size() * x.shape().size())];
    for (int i = 0; i < j.length; i++) {
      Var v = unit(x.shape(), i % (int) x.shape().size());
      Var w = unit(out, i / (int) x.shape().size());
      j[i] = DifferenceQuotient.CENTRAL.of(f, x, v, w, 1e-5);
    }
    return Var.of(out.then(x.shape()), j);
  }

  private static Var unit(Shape shape, int i) {
    double[] unit = new double[(int) shape.size()];
    unit[i] = 1;
    return Var.of(shape, unit);
  }

  private static void close(Var actual, Var expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double largest = Math.max(1, expected.abs().max().toDouble());
    assertThat(actual.sub(expected).abs().max().toDouble())
        .as("%s against %s", actual, expected)
        .isLessThanOrEqualTo(tolerance * largest);
  }

  private static Var matrix(long seed, int rows, int columns) {
    RandomStream random = RandomStream.of(seed);
    double[] numbers = new double[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextGaussian();
    }
    return Var.of(Shape.of(rows, columns), numbers);
  }
}
