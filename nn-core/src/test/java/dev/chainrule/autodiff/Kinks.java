package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Functions at kinks and at the edges of their domains, alone and in compositions that are smooth,
 * with their derivatives as mathematics has them: NaN where there is none.
 */
final class Kinks {
  static final double NONE = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private Kinks() {}

  /**
   * A function of one number.
   *
   * @param derivatives f′(x), f″(x), f‴(x)
   */
  record OfNumber(String name, UnaryOperator<Var> f, double x, List<Double> derivatives) {
    @Override
    public String toString() {
      return name + " at " + x;
    }
  }

  /**
   * A function of several.
   *
   * @param gradient of x's shape
   * @param hessian a matrix
   */
  record OfMany(String name, UnaryOperator<Var> f, Var x, Var gradient, Var hessian) {
    @Override
    public String toString() {
      return name + " at " + x;
    }
  }

  static List<OfNumber> ofNumbers() {
    Var two = Var.scalar(2);
    Var zero = Var.scalar(0);
    List<OfNumber> all = new ArrayList<>();
    // |x| and what is made of it
    add(all, "|x|", Var::abs, 0, 0, NONE, NONE);
    add(all, "|x|²", x -> x.abs().square(), 0, 0, 2, 0);
    add(all, "|x|^2.0", x -> x.abs().pow(2), 0, 0, 2, 0);
    add(all, "|x|·|x|", x -> x.abs().mul(x.abs()), 0, 0, 2, 0);
    add(all, "|x|³", x -> x.abs().pow(3), 0, 0, 0, NONE);
    add(all, "|x|⁴", x -> x.abs().pow(4), 0, 0, 0, 0);
    add(all, "x |x|", x -> x.mul(x.abs()), 0, 0, NONE, NONE);
    add(all, "x² |x|", x -> x.square().mul(x.abs()), 0, 0, 0, NONE);
    add(all, "cos |x|", x -> x.abs().cos(), 0, 0, -1, 0);
    add(all, "exp |x|", x -> x.abs().exp(), 0, 0, NONE, NONE);
    add(all, "cosh |3x|", x -> x.mul(3).abs().cosh(), 0, 0, 9, 0);
    add(all, "|x²|", x -> x.square().abs(), 0, 0, 2, 0);
    add(all, "|x³|", x -> x.pow(3).abs(), 0, 0, 0, NONE);
    add(all, "||x| − 1|²", x -> x.abs().sub(1).abs().square(), 1, 0, 2, 0);
    add(all, "sin x · |x − 1|", x -> x.sin().mul(x.sub(1).abs()), 1, 0, NONE, NONE);
    // jumps
    add(all, "sign", Var::sign, 0, 0, NONE, NONE);
    add(all, "step", Var::step, 0, 0, NONE, NONE);
    add(all, "sign²", x -> x.sign().square(), 0, 0, NONE, NONE);
    add(all, "x sign x", x -> x.mul(x.sign()), 0, 0, NONE, NONE);
    add(all, "x³ sign x", x -> x.pow(3).mul(x.sign()), 0, 0, 0, NONE);
    // relu and its kind
    add(all, "relu", Var::relu, 0, 0, NONE, NONE);
    add(all, "relu²", x -> x.relu().square(), 0, 0, NONE, NONE);
    add(all, "relu³", x -> x.relu().pow(3), 0, 0, 0, NONE);
    add(all, "relu(x²)", x -> x.square().relu(), 0, 0, 2, 0);
    add(all, "leaky relu", x -> x.leakyRelu(0.1), 0, 0.1, NONE, NONE);
    add(all, "leaky relu³", x -> x.leakyRelu(0.1).pow(3), 0, 0, 0, NONE);
    add(all, "elu", x -> x.elu(1), 0, 1, NONE, NONE);
    add(all, "elu with 2", x -> x.elu(2), 0, 2, NONE, NONE);
    add(all, "clamp", x -> x.clamp(-1, 1), 1, 1, NONE, NONE);
    add(all, "clamp", x -> x.clamp(-1, 1), -1, 1, NONE, NONE);
    add(all, "(1 − clamp)³", x -> x.clamp(-1, 1).neg().add(1).pow(3), 1, 0, 0, NONE);
    add(all, "max(x, 2)", x -> x.max(two), 2, 0.5, NONE, NONE);
    add(all, "min(x, 2)", x -> x.min(two), 2, 0.5, NONE, NONE);
    add(all, "max(x, 0)²", x -> x.max(zero).square(), 0, 0, NONE, NONE);
    add(all, "max(x, 0)³", x -> x.max(zero).pow(3), 0, 0, 0, NONE);
    add(all, "max(x, 0) + min(x, 0)", x -> x.max(zero).add(x.min(zero)), 0, 1, 0, 0);
    add(all, "max(x, −x)²", x -> x.max(x.neg()).square(), 0, 0, 2, 0);
    add(all, "max(x, x)", x -> x.max(x), 2, 1, 0, 0);
    add(all, "max(x², 2x²)", x -> x.square().max(x.square().mul(2)), 0, 0, 4, 0);
    // a choice
    add(all, "x or 2x", x -> x.where(x.step(), x.mul(2)), 0, 2, NONE, NONE);
    add(all, "x³ or −x³", x -> x.pow(3).where(x.step(), x.pow(3).neg()), 0, 0, 0, NONE);
    add(all, "x² or x²", x -> x.square().where(x.step(), x.mul(x)), 0, 0, 2, 0);
    // roots and powers
    add(all, "√x", Var::sqrt, 0, INFINITE, NONE, NONE);
    add(all, "∛x", Var::cbrt, 0, INFINITE, NONE, NONE);
    add(all, "(∛x)³", x -> x.cbrt().pow(3), 0, 1, 0, 0);
    add(all, "∛x⁶", x -> x.pow(6).cbrt(), 0, 0, 2, 0);
    add(all, "√x²", x -> x.square().sqrt(), 0, NONE, NONE, NONE);
    add(all, "(√x²)²", x -> x.square().sqrt().square(), 0, 0, 2, 0);
    add(all, "√x⁴", x -> x.pow(4).sqrt(), 0, 0, 2, 0);
    add(all, "√x⁶", x -> x.pow(6).sqrt(), 0, 0, 0, NONE);
    add(all, "(√x)²", x -> x.sqrt().square(), 0, 1, 0, 0); // from within
    add(all, "(√x)⁴", x -> x.sqrt().pow(4), 0, 0, 2, 0);
    add(all, "x √x", x -> x.mul(x.sqrt()), 0, 0, NONE, NONE);
    add(all, "√(1 + x²)", x -> x.square().add(1).sqrt(), 0, 0, 1, 0);
    add(all, "(∛x)³", x -> x.pow(1.0 / 3).pow(3), 0, 1, 0, 0);
    add(all, "x^2.5", x -> x.pow(2.5), 0, 0, 0, NONE);
    add(all, "x^3.2", x -> x.pow(3.2), 0, 0, 0, 0);
    add(all, "(x²)^1.5", x -> x.square().pow(1.5), 0, 0, 0, NONE);
    add(all, "(x²)^(z = 1.5)", x -> x.square().pow(Var.scalar(1.5)), 0, 0, 0, NONE);
    add(all, "x²", x -> x.pow(2), 0, 0, 2, 0);
    add(all, "x⁰", x -> x.pow(0), 0, 0, 0, 0);
    add(all, "x^(z = 2)", x -> x.pow(Var.scalar(2)), 0, 0, 2, 0);
    add(all, "x^(2 + x)", x -> x.pow(x.add(2)), 0, 0, 2, NONE);
    add(all, "x^(3 + x)", x -> x.pow(x.add(3)), 0, 0, 0, 6);
    add(all, "0^z", z -> Var.scalar(0).pow(z), 2, 0, 0, 0);
    // poles, and what is made of them
    add(all, "1/(1 + 1/x)", x -> x.reciprocal().add(1).reciprocal(), 0, 1, -2, 6);
    add(all, "1/(1 + 2/x)", x -> Var.scalar(2).div(x).add(1).reciprocal(), 0, 0.5, -0.5, 0.75);
    // the edges of domains, from within
    add(all, "arccos² x", x -> x.acos().square(), 1, -2, 2.0 / 3, -8.0 / 15);
    add(all, "arcsin x", Var::asin, 1, INFINITE, NONE, NONE);
    add(all, "(π − arccos x)²", x -> x.acos().sub(Math.PI).square(), -1, 2, 2.0 / 3, 8.0 / 15);
    add(
        all,
        "arcosh² x",
        x -> x.add(x.square().sub(1).sqrt()).log().square(),
        1,
        2,
        -2.0 / 3,
        8.0 / 15);
    add(all, "1/ln x, from the right", x -> x.relu().log().reciprocal(), 0, NONE, NONE, NONE);
    return all;
  }

  private static void add(
      List<OfNumber> all, String name, UnaryOperator<Var> f, double x, double... derivatives) {
    all.add(new OfNumber(name, f, x, Arrays.stream(derivatives).boxed().toList()));
  }

  static List<OfMany> ofMany() {
    Var zero = Var.vector(0, 0);
    double[] none = {0, 0};
    double[] two = {2, 0, 0, 2};
    Var a = Var.matrix(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
    Var solution = Var.vector(1, -1);
    Var b = a.matmul(solution).detach();
    double[] normal = {70, 88, 88, 112}; // 2AᵀA
    List<OfMany> all = new ArrayList<>();
    add(all, "‖x‖", Var::norm, zero, none, NONE, 0, 0, NONE);
    add(all, "‖x‖²", x -> x.norm().square(), zero, none, two);
    add(all, "‖x‖^2.0", x -> x.norm().pow(2), zero, none, two);
    add(all, "‖x‖^(z = 2)", x -> x.norm().pow(Var.scalar(2)), zero, none, two);
    add(all, "‖x‖·‖x‖", x -> x.norm().mul(x.norm()), zero, none, two);
    add(all, "‖x‖³", x -> x.norm().pow(3), zero, none, 0, 0, 0, 0);
    add(all, "‖x‖⁴", x -> x.norm().pow(4), zero, none, 0, 0, 0, 0);
    add(all, "√(x′x)²", x -> x.dot(x).sqrt().square(), zero, none, two);
    add(all, "e^(−‖x‖²)", x -> x.norm().square().neg().exp(), zero, none, -2, 0, 0, -2);
    add(all, "cos ‖x‖", x -> x.norm().cos(), zero, none, -1, 0, 0, -1);
    add(all, "ln cosh ‖x‖", x -> x.norm().cosh().log(), zero, none, 1, 0, 0, 1);
    add(all, "tanh² ‖x‖", x -> x.norm().tanh().square(), zero, none, two);
    add(all, "‖x‖ sin ‖x‖", x -> x.norm().mul(x.norm().sin()), zero, none, two);
    add(all, "softplus ‖x‖", x -> x.norm().softplus(), zero, none, NONE, 0, 0, NONE);
    add(all, "√(1 + ‖x‖²)", x -> x.norm().square().add(1).sqrt(), zero, none, 1, 0, 0, 1);
    add(all, "‖Ax − b‖²", x -> a.matmul(x).sub(b).norm().square(), solution, none, normal);
    add(
        all,
        "½‖Ax − b‖²/(1 + ‖Ax − b‖)⁰",
        x -> {
          Var r = a.matmul(x).sub(b).norm();
          return r.square().div(2).div(r.add(1).pow(0));
        },
        solution,
        none,
        35,
        44,
        44,
        56);
    add(
        all,
        "‖x‖² and a part that is no kink",
        x -> x.slice(0, 0, 2).norm().square().add(x.get(2).exp()),
        Var.vector(0, 0, 0),
        new double[] {0, 0, 1},
        2,
        0,
        0,
        0,
        2,
        0,
        0,
        0,
        1);
    add(
        all,
        "y ‖x‖",
        x -> x.slice(0, 0, 2).norm().mul(x.get(2)),
        Var.vector(0, 0, 1),
        new double[] {0, 0, 0},
        NONE,
        0,
        NONE,
        0,
        NONE,
        NONE,
        NONE,
        NONE,
        0);
    add(
        all,
        "y ‖x‖²",
        x -> x.slice(0, 0, 2).norm().square().mul(x.get(2)),
        Var.vector(0, 0, 3),
        new double[] {0, 0, 0},
        6,
        0,
        0,
        0,
        6,
        0,
        0,
        0,
        0);
    add(
        all,
        "squares of norms of rows",
        x -> x.reshape(2, 2).norm(1).square().sum(),
        Var.vector(0, 0, 3, 4),
        new double[] {0, 0, 6, 8},
        2,
        0,
        0,
        0,
        0,
        2,
        0,
        0,
        0,
        0,
        2,
        0,
        0,
        0,
        0,
        2);
    add(all, "|x| + y²", Kinks::separate, Var.vector(0, 1), new double[] {0, 2}, NONE, 0, 0, 2);
    add(
        all,
        "|x| y",
        x -> x.get(0).abs().mul(x.get(1)),
        Var.vector(0, 1),
        none,
        NONE,
        NONE,
        NONE,
        0);
    add(all, "√(x⁴ + y⁴)", x -> x.pow(4).sum().sqrt(), zero, none, NONE, NONE, NONE, NONE);
    add(all, "√(x⁴ + 2x²y² + y⁴)", x -> x.square().sum().square().sqrt(), zero, none, two);
    add(
        all,
        "max",
        x -> x.max(),
        Var.vector(1, 1, 0),
        new double[] {0.5, 0.5, 0},
        NONE,
        NONE,
        0,
        NONE,
        NONE,
        0,
        0,
        0,
        0);
    add(all, "max + min", x -> x.max().sub(x.neg().max()), zero, new double[] {1, 1}, 0, 0, 0, 0);
    add(all, "max · min", x -> x.max().mul(x.neg().max().neg()), zero, none, 0, 1, 1, 0);
    add(all, "max² + min²", x -> x.max().square().add(x.neg().max().square()), zero, none, two);
    add(all, "x^z", x -> x.get(0).pow(x.get(1)), Var.vector(0, 2), none, 2, 0, 0, 0);
    add(
        all,
        "x^z",
        x -> x.get(0).pow(x.get(1)),
        Var.vector(0, 1),
        new double[] {1, 0},
        0,
        NONE,
        NONE,
        0);
    add(
        all,
        "variance",
        x -> x.sub(x.mean().broadcastTo(x.shape())).square().mean().sqrt().square(),
        Var.vector(1, 1),
        none,
        0.5,
        -0.5,
        -0.5,
        0.5);
    add(
        all,
        "ln Σ eˣ, with a class that cannot be",
        x -> Var.concat(0, List.of(x, Var.vector(Double.NEGATIVE_INFINITY))).logSumExp(),
        zero,
        new double[] {0.5, 0.5},
        0.25,
        -0.25,
        -0.25,
        0.25);
    return all;
  }

  private static Var separate(Var x) {
    return x.get(0).abs().add(x.get(1).square());
  }

  private static void add(
      List<OfMany> all,
      String name,
      UnaryOperator<Var> f,
      Var x,
      double[] gradient,
      double... hessian) {
    long n = x.shape().size();
    all.add(new OfMany(name, f, x, Var.vector(gradient), Var.of(Shape.of(n, n), hessian)));
  }
}
