package dev.chainrule.autodiff;

/** Functions of two numbers, element by element. */
final class Arithmetic {
  private Arithmetic() {}

  static final Binary ADD =
      new Binary("+", Tensor::plus, (d, x, z, y) -> d, (d, x, z, y) -> d, (x, z, y0) -> x.plus(z));
  static final Binary SUB =
      new Binary(
          "−",
          (a, b) -> a.zip(b, (p, q) -> p - q),
          (d, x, z, y) -> d,
          (d, x, z, y) -> d.neg(),
          (x, z, y0) -> x.plus(z.times(-1)));
  static final Binary MUL =
      new Binary(
          "×",
          Tensor::times,
          (d, x, z, y) -> d.mul(z),
          (d, x, z, y) -> d.mul(x),
          (x, z, y0) -> x.times(z));
  static final Binary DIV =
      new Binary(
          "÷",
          (a, b) -> a.zip(b, (p, q) -> p / q),
          (d, x, z, y) -> d.div(z),
          (d, x, z, y) -> d.mul(y).div(z).neg(),
          (x, z, y0) -> x.over(z));

  /** xᶻ: ∂/∂x = z xᶻ⁻¹, ∂/∂z = xᶻ ln x; along x(t), z(t) it is e^(z ln x) where x is not 0. */
  static final Binary POW =
      new Binary(
          "^",
          (a, b) -> a.zip(b, Math::pow),
          (d, x, z, y) -> d.mul(z.mul(orOne(x, z).pow(z.sub(1)))),
          (d, x, z, y) -> d.mul(y.mul(x.logOfPositive())),
          (x, z, y0) -> x.value().contains(0) ? null : z.times(x.log()).exp(y0));

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

  /** Where both are equal, each has half of the derivative. */
  static final Binary MAX =
      Binary.kinked(
          "max",
          (a, b) -> a.zip(b, Math::max),
          (d, x, z, y) -> d.mul(share(x, z)),
          (d, x, z, y) -> d.mul(share(z, x)));

  static final Binary MIN =
      Binary.kinked(
          "min",
          (a, b) -> a.zip(b, Math::min),
          (d, x, z, y) -> d.mul(share(z, x)),
          (d, x, z, y) -> d.mul(share(x, z)));

  /** 1 where x is larger, 0 where z is, ½ where both are equal. */
  private static Var share(Var x, Var z) {
    return Var.leaf(
        x.tensor().zip(z.tensor(), (a, b) -> a > b ? 1 : a < b ? 0 : a == b ? 0.5 : Double.NaN));
  }
}
