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

  /** xᶻ: ∂/∂x = z xᶻ⁻¹, ∂/∂z = xᶻ ln x. */
  static final Binary POW =
      new Binary(
          "^",
          (a, b) -> a.zip(b, Math::pow),
          (d, x, z, y) -> d.mul(z.mul(x.pow(z.sub(1)))),
          (d, x, z, y) -> d.mul(y.mul(x.logOfPositive())),
          null);

  /** Where both are equal, each has half of the derivative. */
  static final Binary MAX =
      Binary.kinked(
          "max",
          (a, b) -> a.zip(b, Math::max),
          (d, x, z, y) -> d.mul(x.sub(z).share()),
          (d, x, z, y) -> d.mul(z.sub(x).share()));

  static final Binary MIN =
      Binary.kinked(
          "min",
          (a, b) -> a.zip(b, Math::min),
          (d, x, z, y) -> d.mul(z.sub(x).share()),
          (d, x, z, y) -> d.mul(x.sub(z).share()));
}
