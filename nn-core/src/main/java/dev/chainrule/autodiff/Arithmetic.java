package dev.chainrule.autodiff;

import org.jspecify.annotations.Nullable;

/** Functions of two numbers, element by element. */
final class Arithmetic {
  private Arithmetic() {}

  static final Binary ADD =
      new Binary("+", Tensor::plus, (d, x, z, y) -> d, (d, x, z, y) -> d, (x, z, y0) -> x.plus(z))
          .approached(OneSided::plus);
  static final Binary SUB =
      new Binary(
              "−",
              (a, b) -> a.zip(b, (p, q) -> p - q),
              (d, x, z, y) -> d,
              (d, x, z, y) -> d.neg(),
              (x, z, y0) -> x.plus(z.times(-1)))
          .approached((x, z) -> x.plus(z.times(-1)));
  static final Binary MUL =
      new Binary(
              "×",
              Tensor::times,
              (d, x, z, y) -> d.mul(z),
              (d, x, z, y) -> d.mul(x),
              (x, z, y0) -> x.times(z))
          .approached(OneSided::times);
  static final Binary DIV =
      new Binary(
              "÷",
              (a, b) -> a.zip(b, (p, q) -> p / q),
              (d, x, z, y) -> d.div(z),
              (d, x, z, y) -> d.mul(y).div(z).neg(),
              (x, z, y0) -> x.over(z))
          .singularAt((x, z) -> z.contains(0), (x, z) -> x.times(z.power(-1)));

  /** xᶻ: ∂/∂x = z xᶻ⁻¹, ∂/∂z = xᶻ ln x; along x(t), z(t) it is e^(z ln x) where x is not 0. */
  static final Binary POW =
      new Binary(
              "^",
              (a, b) -> a.zip(b, Math::pow),
              (d, x, z, y) -> d.mul(z.mul(orOne(x, z).pow(z.sub(1)))),
              (d, x, z, y) -> d.mul(y.mul(x.logOfPositive())),
              (x, z, y0) -> x.value().contains(0) ? null : z.times(x.log()).exp(y0))
          .singularAt((x, z) -> x.contains(0), Powers::of);

  /** The angle of the point (z, x): ∂/∂x = z/(x² + z²), ∂/∂z = −x/(x² + z²). */
  static final Binary ATAN2 =
      new Binary(
          "atan2",
          (a, b) -> a.zip(b, Math::atan2),
          (d, x, z, y) -> d.mul(z.div(x.square().add(z.square()))),
          (d, x, z, y) -> d.mul(x.div(x.square().add(z.square()))).neg(),
          null);

  /** x, and 1 where x and z are 0, so that z xᶻ⁻¹ is 0 there: that is how derivatives of x² end. */
  private static Var orOne(Var x, Var z) {
    Tensor mask = x.tensor().zip(z.tensor(), (a, b) -> a == 0 && b == 0 ? 0 : 1);
    Var ones = Var.leaf(mask.map(m -> 1 - m));
    return Maps.mask(mask).apply(x.broadcastTo(mask.shape())).add(ones);
  }

  /** 0, and NaN where both are equal: the derivative of what jumps there, and its own. */
  private static final Binary NONE =
      new Binary(
          "none",
          (a, b) -> a.zip(b, (p, q) -> p == q ? Double.NaN : 0),
          (d, x, z, y) -> jump(d, x, z),
          (d, x, z, y) -> jump(d, x, z),
          null);

  /** 1 where x is larger, 0 where z is, ½ where both are equal: there it jumps. */
  private static final Binary SHARE =
      new Binary(
              "share",
              (a, b) -> a.zip(b, (p, q) -> p > q ? 1 : p < q ? 0 : p == q ? 0.5 : Double.NaN),
              (d, x, z, y) -> jump(d, x, z),
              (d, x, z, y) -> jump(d, x, z),
              null)
          .singularAt(Tensor::meets, Ties::share);

  /** Where both are equal, each has half of the derivative. */
  static final Binary MAX =
      new Binary(
              "max",
              (a, b) -> a.zip(b, Math::max),
              (d, x, z, y) -> d.mul(SHARE.apply(x, z)),
              (d, x, z, y) -> d.mul(SHARE.apply(z, x)),
              null)
          .kinked(Ties::larger);

  static final Binary MIN =
      new Binary(
              "min",
              (a, b) -> a.zip(b, Math::min),
              (d, x, z, y) -> d.mul(SHARE.apply(z, x)),
              (d, x, z, y) -> d.mul(SHARE.apply(x, z)),
              null)
          .kinked((x, z) -> Ties.larger(x.times(-1), z.times(-1)).times(-1));

  /** d times the derivative of a share; null for 0. */
  private static @Nullable Var jump(Var d, Var x, Var z) {
    return x.tensor().meets(z.tensor()) ? d.mul(NONE.apply(x, z)) : null;
  }
}
