package dev.chainrule.autodiff;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The Taylor coefficients x_0 … x_n of x(t) = Σ x_k tᵏ, each a tensor; null stands for 0.
 *
 * <p>From those of x come those of f(x(t)): products by Cauchy's formula, elementary functions by a
 * recurrence for y′ = f′ · x′ (Griewank &amp; Walther, <i>Evaluating Derivatives</i>, 2nd ed.,
 * table 13.2).
 */
final class Series {
  private final @Nullable Tensor[] c;

  Series(@Nullable Tensor... c) {
    this.c = c;
  }

  /** A value that does not move. */
  static Series constant(Tensor value, int order) {
    @Nullable Tensor[] c = new Tensor[order + 1];
    c[0] = value;
    return new Series(c);
  }

  /** x + t v. */
  static Series line(Tensor x, Tensor v, int order) {
    @Nullable Tensor[] c = new Tensor[order + 1];
    c[0] = x;
    if (order > 0) {
      c[1] = v;
    }
    return new Series(c);
  }

  int order() {
    return c.length - 1;
  }

  /** Coefficient k, or null for 0. */
  @Nullable Tensor get(int k) {
    return c[k];
  }

  /** Coefficient k. */
  Tensor coefficient(int k) {
    return orZero(c[k]);
  }

  private Tensor orZero(@Nullable Tensor x) {
    return x == null ? value().zeros() : x;
  }

  /** x(0). */
  Tensor value() {
    Tensor value = c[0];
    if (value == null) {
      throw new IllegalStateException("a series without a value");
    }
    return value;
  }

  /** The first terms only. */
  Series truncated(int order) {
    return new Series(Arrays.copyOf(c, order + 1));
  }

  /** x′(t), of one order less. */
  Series derivative() {
    @Nullable Tensor[] d = new Tensor[c.length - 1];
    for (int k = 0; k < d.length; k++) {
      Tensor next = c[k + 1];
      d[k] = next == null ? null : next.times(k + 1.0);
    }
    d[0] = orZero(d[0]); // a series has a value
    return new Series(d);
  }

  // ---- arithmetic

  static @Nullable Tensor sum(@Nullable Tensor a, @Nullable Tensor b) {
    return a == null ? b : b == null ? a : a.plus(b);
  }

  /** A linear map of every coefficient. */
  Series map(UnaryOperator<Tensor> linear) {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = 0; k < y.length; k++) {
      Tensor x = c[k];
      y[k] = x == null ? null : linear.apply(x);
    }
    return new Series(y);
  }

  Series times(double factor) {
    return map(x -> x.times(factor));
  }

  Series plus(Series other) {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = 0; k < y.length; k++) {
      y[k] = sum(c[k], other.c[k]);
    }
    return new Series(y);
  }

  Series plus(double constant) {
    @Nullable Tensor[] y = c.clone();
    y[0] = value().map(x -> x + constant);
    return new Series(y);
  }

  Series times(Series other) {
    return product(other, Tensor::times);
  }

  /** Σ_k tᵏ Σ_i B(x_i, z_{k−i}). */
  Series product(Series other, BinaryOperator<Tensor> bilinear) {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = 0; k < y.length; k++) {
      y[k] = convolution(c, other.c, k, bilinear);
    }
    return new Series(y);
  }

  private static @Nullable Tensor convolution(
      @Nullable Tensor[] x, @Nullable Tensor[] z, int k, BinaryOperator<Tensor> bilinear) {
    Tensor sum = null;
    for (int i = 0; i <= k; i++) {
      Tensor a = x[i];
      Tensor b = z[k - i];
      if (a != null && b != null) {
        sum = sum(sum, bilinear.apply(a, b));
      }
    }
    return sum;
  }

  /** x / z. */
  Series over(Series z) {
    return solve(z, Tensor::times, x -> x.zip(z.value(), (a, b) -> a / b));
  }

  /**
   * The y with B(z, y) = x: y_k = B(z_0, ·)⁻¹ (x_k − Σ_{j≥1} B(z_j, y_{k−j})).
   *
   * @param inverse x ↦ B(z_0, ·)⁻¹ x
   */
  Series solve(Series z, BinaryOperator<Tensor> bilinear, UnaryOperator<Tensor> inverse) {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = 0; k < y.length; k++) {
      Tensor rest = c[k];
      for (int j = 1; j <= k; j++) {
        Tensor a = z.c[j];
        Tensor b = y[k - j];
        if (a != null && b != null) {
          rest = sum(rest, bilinear.apply(a, b).times(-1));
        }
      }
      y[k] = rest == null ? null : inverse.apply(rest);
    }
    return new Series(y);
  }

  /** 1 / x. */
  Series reciprocal() {
    return constant(value().map(x -> 1), order()).over(this);
  }

  // ---- y′ = w x′

  /** w_k, once y_0 … y_k are known. */
  @FunctionalInterface
  interface Slope {
    @Nullable Tensor at(int k, @Nullable Tensor[] y);
  }

  /** The y with y(0) = y_0 and y′ = w x′: y_k = 1/k Σ_{j≥1} j x_j w_{k−j}. */
  Series integral(Tensor y0, Slope slope) {
    @Nullable Tensor[] y = new Tensor[c.length];
    @Nullable Tensor[] w = new Tensor[c.length];
    y[0] = y0;
    for (int k = 1; k < y.length; k++) {
      w[k - 1] = slope.at(k - 1, y);
      y[k] = integrated(w, k);
    }
    return new Series(y);
  }

  /** Coefficient k of the y with y′ = w x′: 1/k Σ_{j≥1} j x_j w_{k−j}. */
  private @Nullable Tensor integrated(@Nullable Tensor[] w, int k) {
    Tensor sum = null;
    for (int j = 1; j <= k; j++) {
      Tensor a = c[j];
      Tensor b = w[k - j];
      if (a != null && b != null) {
        sum = sum(sum, a.times(b).times((double) j / k));
      }
    }
    return sum;
  }

  /** The same where f′(x(t)) is known as a series. */
  Series integral(Tensor y0, Series slope) {
    return integral(y0, (k, y) -> slope.c[k]);
  }

  /** y′ = x′ / x. */
  Series log() {
    return integral(value().map(Math::log), reciprocal());
  }

  /** y′ = y x′. */
  Series exp(Tensor y0) {
    return integral(y0, (k, y) -> y[k]);
  }

  /** y′ = (1 + y²) x′. */
  Series tan(Tensor y0) {
    return integral(
        y0,
        (k, y) -> {
          Tensor square = convolution(y, y, k, Tensor::times);
          return k == 0 && square != null ? square.map(v -> v + 1) : square;
        });
  }

  /**
   * y′ = w x′ and w′ = −2 w u x′, where u moves as y does: tanh with u = y, sigmoid with u = y − ½.
   * w is not computed from y, which may be rounded to 1.
   */
  Series logistic(Tensor y0, Tensor w0, Tensor u0) {
    @Nullable Tensor[] w = new Tensor[c.length];
    @Nullable Tensor[] u = new Tensor[c.length];
    @Nullable Tensor[] product = new Tensor[c.length];
    w[0] = w0;
    u[0] = u0;
    return integral(
        y0,
        (k, y) -> {
          if (k > 0) {
            u[k] = y[k];
            product[k - 1] = convolution(w, u, k - 1, Tensor::times);
            Tensor integrated = integrated(product, k);
            w[k] = integrated == null ? null : integrated.times(-2);
          }
          return w[k];
        });
  }

  /** y″ = ± y along x: sine and cosine (−), their hyperbolic kin (+); the first of the pair. */
  Series circular(Tensor y0, Tensor other0, double sign, double otherSign) {
    @Nullable Tensor[] other = new Tensor[c.length];
    other[0] = other0;
    return integral(
        y0,
        (k, y) -> {
          if (k > 0) { // other′ = otherSign · y x′
            Tensor sum = integrated(y, k);
            other[k] = sum == null ? null : sum.times(otherSign);
          }
          Tensor w = other[k];
          return w == null ? null : w.times(sign);
        });
  }

  /** xᵖ for a natural p, by squaring: right also where x is 0. */
  Series power(long p) {
    Series square = this;
    Series y = constant(value().map(x -> 1), order());
    for (long bits = p; bits > 0; bits >>= 1) {
      y = (bits & 1) == 1 ? y.times(square) : y;
      square = bits > 1 ? square.times(square) : square;
    }
    return y;
  }

  /** xᵖ from x y′ = p y x′, where x is not 0. */
  Series power(Tensor y0, double p) {
    Series ratio = reciprocal().times(p); // w = p y / x
    return integral(y0, (k, y) -> convolution(y, ratio.c, k, Tensor::times));
  }
}
