package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shape;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Products of matrices, and what is made of inverses. */
final class LinearAlgebra {
  private LinearAlgebra() {}

  // ---- products

  static final Bilinear DOT =
      new Bilinear("dot", Products::dot, (dy, z) -> z.mul(dy), (dy, x) -> x.mul(dy));
  static final Bilinear OUTER =
      new Bilinear(
          "outer",
          Products::outer,
          (dy, z) -> dy.matmul(z),
          (dy, x) -> matrixVector(true).apply(dy, x));

  /** y = op(A) op(B). */
  static Bilinear matrices(boolean transposeA, boolean transposeB) {
    boolean a = transposeA;
    boolean b = transposeB;
    return new Bilinear(
        "matmul",
        (x, z) -> Products.matrices(x, a, z, b),
        // for Y = A B: dA = dY Bᵀ and dB = Aᵀ dY; transposed where A or B is
        (dy, z) -> a ? matrices(b, true).apply(z, dy) : matrices(false, !b).apply(dy, z),
        (dy, x) -> b ? matrices(true, a).apply(dy, x) : matrices(!a, false).apply(x, dy));
  }

  /** y = A x or Aᵀ x. */
  static Bilinear matrixVector(boolean transpose) {
    return new Bilinear(
        "matmul",
        (a, x) -> Products.matrixVector(a, transpose, x),
        (dy, x) -> transpose ? x.outer(dy) : dy.outer(x),
        (dy, a) -> matrixVector(!transpose).apply(a, dy));
  }

  // ---- inverses

  /** Y = X⁻¹: dY = −Y dX Y. */
  static final Op INVERSE =
      single(
          "inverse",
          x -> {
            int n = x.dim(0);
            double[] identity = Var.identity(n).tensor().numbers();
            return Tensor.of(x.shape(), x.isFloat(), new Lu(x).solve(identity, n));
          },
          (dy, y, x) -> y.transpose().matmul(dy).matmulTransposed(y).neg(),
          (dx, y, x) -> y.matmul(dx).matmul(y).neg());

  /** y = det X: dy = tr(cof(X)ᵀ dX) with the cofactors cof(X) = det X · X⁻ᵀ. */
  static final Op DET =
      single(
          "det",
          x -> Tensor.of(Shape.of(), x.isFloat(), new Lu(x).determinant()),
          (dy, y, x) -> cofactors(x, y).mul(dy),
          (dx, y, x) -> cofactors(x, y).mul(dx).sum());

  /** y = ln |det X|: dy = tr(X⁻¹ dX). */
  static final Op LOG_DET =
      single(
          "logdet",
          x -> Tensor.of(Shape.of(), x.isFloat(), new Lu(x).logDeterminant()),
          (dy, y, x) -> x.inverse().transpose().mul(dy),
          (dx, y, x) -> x.inverse().transpose().mul(dx).sum());

  /** Y = A⁻¹ B: dY = A⁻¹ (dB − dA Y). */
  static final Op SOLVE =
      new Op("solve") {
        @Override
        Tensor value(Tensor[] x) {
          return solve(new Lu(x[0]), x[1], x[0].isFloat());
        }

        private static Tensor solve(Lu a, Tensor b, boolean isFloat) {
          int columns = b.shape().rank() == 1 ? 1 : b.dim(1);
          return Tensor.of(b.shape(), isFloat || b.isFloat(), a.solve(b.numbers(), columns));
        }

        @Override
        Var pullback(int i, Var dy, Var y, Var[] x) {
          Var db = x[0].transpose().solve(dy);
          return i == 1 ? db : (y.shape().rank() == 1 ? db.outer(y) : db.matmulTransposed(y)).neg();
        }

        @Override
        @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
          Var moved = dx[0] == null ? null : dx[0].matmul(y).neg();
          Var sum = Var.plus(dx[1], moved);
          return sum == null ? null : x[0].solve(sum);
        }

        @Override
        Series taylor(Series[] x, Var y, int n) {
          Lu a = new Lu(x[0].value());
          boolean isFloat = x[0].value().isFloat();
          return x[1].solve(x[0], Products::matrixTimes, b -> solve(a, b, isFloat));
        }
      };

  /**
   * ∂ det X / ∂X. Where X is (nearly) singular it has no inverse and yet cofactors: by the
   * algorithm of Faddeev and LeVerrier, M₁ = I, M_{k+1} = X M_k − tr(X M_k)/k · I, adj X = (−1)ⁿ⁻¹
   * M_n.
   */
  private static Var cofactors(Var x, Var det) {
    if (!new Lu(x.tensor()).isNearlySingular()) {
      return x.inverse().transpose().mul(det);
    }
    int n = (int) x.shape().dim(0);
    Var identity = Var.identity(n);
    Var m = identity;
    for (int k = 1; k < n; k++) {
      Var product = x.matmul(m);
      m = product.sub(identity.mul(product.trace().div(k)));
    }
    return m.mul(n % 2 == 1 ? 1 : -1).transpose();
  }

  // ---- along an axis

  /** The largest; where several are, they share its derivative. */
  static Op max(int axis) {
    return new Largest(axis);
  }

  /** y = √Σx²: dy = ⟨x, dx⟩ / y, and 0 by convention where y = 0. */
  static Op norm(int axis) {
    return new Norm(axis);
  }

  /** A rule: pullback or pushforward of an operation with one argument. */
  @FunctionalInterface
  interface Rule {
    Var of(Var d, Var y, Var x);
  }

  static Op single(String name, UnaryOperator<Tensor> value, Rule pullback, Rule pushforward) {
    return new Op(name) {
      @Override
      Tensor value(Tensor[] x) {
        return value.apply(x[0]);
      }

      @Override
      Var pullback(int i, Var dy, Var y, Var[] x) {
        return pullback.of(dy, y, x[0]);
      }

      @Override
      @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
        return dx[0] == null ? null : pushforward.of(dx[0], y, x[0]);
      }
    };
  }
}
