package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.jspecify.annotations.Nullable;

/** Every operation of {@link Var}, with arguments at which it is smooth. */
final class Operations {
  private static final Shape NUMBER = Shape.of();

  private Operations() {}

  /**
   * An operation at a point.
   *
   * @param signature which method of Var it is
   * @param map the operation, of its arguments
   * @param formula its value, by other means than Var; null where there is no simpler one
   * @param arguments where it is looked at
   */
  record Operation(
      String signature,
      Function<Var[], Var> map,
      @Nullable Function<double[][], double[]> formula,
      List<Var> arguments) {

    Operation(
        String signature,
        Function<Var[], Var> map,
        @Nullable Function<double[][], double[]> formula,
        Var... arguments) {
      this(signature, map, formula, List.of(arguments));
    }

    /** The same as a function of one argument, the others constant. */
    Operation alone(int i) {
      return new Operation(
          signature,
          one -> {
            Var[] x = arguments.toArray(Var[]::new);
            x[i] = one[0];
            return map.apply(x);
          },
          null,
          arguments.get(i));
    }

    Var value() {
      return map.apply(arguments.toArray(Var[]::new));
    }

    /** All arguments, one behind the other. */
    Var point() {
      List<Var> flat = new ArrayList<>();
      for (Var argument : arguments) {
        flat.add(argument.reshape(argument.shape().size()));
      }
      return Var.concat(0, flat).detach();
    }

    /** The operation as a function of {@link #point}. */
    Var of(Var point) {
      Var[] parts = new Var[arguments.size()];
      long at = 0;
      for (int i = 0; i < parts.length; i++) {
        Shape shape = arguments.get(i).shape();
        parts[i] = point.slice(0, at, at + shape.size()).reshape(shape);
        at += shape.size();
      }
      return map.apply(parts);
    }

    @Override
    public String toString() {
      return signature + arguments.stream().map(Var::shape).toList();
    }
  }

  // ---- arguments, without pattern and away from kinks

  private static final double[] ANY = {0.4, -1.3, 0.8, 2.1, -0.6, 1.7, -2.2, 0.9, 1.2};
  private static final double[] POSITIVE = {0.4, 1.3, 0.8, 2.1, 0.6, 1.7, 2.2, 0.9, 1.2};
  private static final double[] WITHIN_ONE = {0.4, -0.7, 0.2, 0.6, -0.3, 0.1, -0.8, 0.5, -0.1};
  private static final double[] OTHER = {1.5, 0.7, -0.9, 1.1, 2.3, -1.9, 0.3, 1.4, -0.5};

  private static Var v(double[] numbers, long... dims) {
    Shape shape = Shape.of(dims);
    return Var.of(shape, Arrays.copyOf(numbers, (int) shape.size()));
  }

  static List<Operation> all() {
    List<Operation> all = table();
    for (Operation operation : List.copyOf(all)) {
      for (int i = 0; operation.arguments.size() > 1 && i < operation.arguments.size(); i++) {
        all.add(operation.alone(i));
      }
    }
    return all;
  }

  private static List<Operation> table() {
    List<Operation> all = new ArrayList<>();

    // arithmetic
    binary(all, "add(Var)", Var::add, Double::sum, ANY, OTHER);
    binary(all, "sub(Var)", Var::sub, (x, z) -> x - z, ANY, OTHER);
    binary(all, "mul(Var)", Var::mul, (x, z) -> x * z, ANY, OTHER);
    binary(all, "div(Var)", Var::div, (x, z) -> x / z, ANY, OTHER);
    binary(all, "pow(Var)", Var::pow, Math::pow, POSITIVE, OTHER);
    binary(all, "atan2(Var)", Var::atan2, Math::atan2, ANY, OTHER);
    binary(all, "max(Var)", Var::max, Math::max, ANY, OTHER);
    binary(all, "min(Var)", Var::min, Math::min, ANY, OTHER);
    unary(all, "add(double)", x -> x.add(-2.5), x -> x - 2.5, ANY);
    unary(all, "sub(double)", x -> x.sub(2.5), x -> x - 2.5, ANY);
    unary(all, "mul(double)", x -> x.mul(2.5), x -> 2.5 * x, ANY);
    unary(all, "div(double)", x -> x.div(10), x -> x / 10, ANY);
    for (double p : new double[] {0, 1, 2, 3, 7, -1, -2}) {
      unary(all, "pow(double)", x -> x.pow(p), x -> Math.pow(x, p), ANY);
    }
    for (double p : new double[] {0.5, 2.5, -1.5}) {
      unary(all, "pow(double)", x -> x.pow(p), x -> Math.pow(x, p), POSITIVE);
    }
    unary(all, "clamp(double,double)", x -> x.clamp(-1, 2), x -> Math.max(-1, Math.min(2, x)), ANY);
    Var condition = Var.of(Shape.of(2, 2), 1, 0, -3, 0);
    all.add(
        new Operation(
            "where(Var,Var)",
            x -> x[0].where(condition, x[1]),
            x -> new double[] {x[0][0], x[1][1], x[0][2], x[1][3]},
            v(ANY, 2, 2),
            v(OTHER, 2, 2)));

    // elementary functions
    unary(all, "neg()", Var::neg, x -> -x, ANY);
    unary(all, "abs()", Var::abs, Math::abs, ANY);
    unary(all, "sign()", Var::sign, Math::signum, ANY);
    unary(all, "step()", Var::step, x -> x > 0 ? 1 : 0, ANY);
    unary(all, "reciprocal()", Var::reciprocal, x -> 1 / x, ANY);
    unary(all, "square()", Var::square, x -> x * x, ANY);
    unary(all, "sqrt()", Var::sqrt, Math::sqrt, POSITIVE);
    unary(all, "cbrt()", Var::cbrt, Math::cbrt, ANY);
    unary(all, "exp()", Var::exp, Math::exp, ANY);
    unary(all, "expm1()", Var::expm1, Math::expm1, ANY);
    unary(all, "log()", Var::log, Math::log, POSITIVE);
    unary(all, "log1p()", Var::log1p, Math::log1p, WITHIN_ONE);
    unary(all, "sin()", Var::sin, Math::sin, ANY);
    unary(all, "cos()", Var::cos, Math::cos, ANY);
    unary(all, "tan()", Var::tan, Math::tan, WITHIN_ONE);
    unary(all, "asin()", Var::asin, Math::asin, WITHIN_ONE);
    unary(all, "acos()", Var::acos, Math::acos, WITHIN_ONE);
    unary(all, "atan()", Var::atan, Math::atan, ANY);
    unary(all, "sinh()", Var::sinh, Math::sinh, ANY);
    unary(all, "asinh()", Var::asinh, x -> Math.log(x + Math.sqrt(1 + x * x)), ANY);
    unary(all, "cosh()", Var::cosh, Math::cosh, ANY);
    unary(all, "tanh()", Var::tanh, Math::tanh, ANY);
    unary(all, "sigmoid()", Var::sigmoid, x -> 1 / (1 + Math.exp(-x)), ANY);
    unary(all, "softplus()", Var::softplus, x -> Math.log(1 + Math.exp(x)), ANY);
    unary(all, "leakyRelu(double)", x -> x.leakyRelu(0.1), x -> Math.max(x, 0.1 * x), ANY);
    unary(all, "elu(double)", x -> x.elu(2), x -> x > 0 ? x : 2 * (Math.exp(x) - 1), ANY);
    unary(all, "silu()", Var::silu, x -> x / (1 + Math.exp(-x)), ANY);
    unary(all, "gelu()", Var::gelu, x -> x / 2 * (1 + Erf.value(x / Math.sqrt(2))), ANY);
    unary(all, "relu()", Var::relu, x -> Math.max(x, 0), ANY);
    unary(all, "erf()", Var::erf, Erf::value, ANY);
    unary(all, "erfc()", Var::erfc, Erfc::value, ANY);

    // many to one
    one(all, "sum()", Var::sum, x -> new double[] {Arrays.stream(x).sum()}, v(ANY, 2, 3));
    one(all, "mean()", Var::mean, x -> new double[] {Arrays.stream(x).sum() / 6}, v(ANY, 2, 3));
    one(all, "max()", Var::max, x -> new double[] {2.1}, v(ANY, 2, 3));
    one(
        all,
        "logSumExp()",
        Var::logSumExp,
        x -> new double[] {Math.log(Arrays.stream(x).map(Math::exp).sum())},
        v(ANY, 2, 3));
    one(
        all,
        "norm()",
        Var::norm,
        x -> new double[] {Math.sqrt(Arrays.stream(x).map(t -> t * t).sum())},
        v(ANY, 2, 3));
    for (int axis : new int[] {0, 1, -1}) {
      Var x = v(ANY, 2, 2, 2);
      one(all, "sum(int)", a -> a.sum(axis), along(axis, Operations::sum), x);
      one(all, "mean(int)", a -> a.mean(axis), along(axis, p -> sum(p) / 2), x);
      one(all, "max(int)", a -> a.max(axis), along(axis, p -> Math.max(p[0], p[1])), x);
      one(
          all,
          "logSumExp(int)",
          a -> a.logSumExp(axis),
          along(axis, p -> Math.log(Math.exp(p[0]) + Math.exp(p[1]))),
          x);
      one(all, "norm(int)", a -> a.norm(axis), along(axis, p -> Math.hypot(p[0], p[1])), x);
      one(all, "softmax(int)", a -> a.softmax(axis), null, x);
      one(all, "logSoftmax(int)", a -> a.logSoftmax(axis), null, x);
    }
    one(
        all,
        "softmax(int)",
        a -> a.softmax(0),
        x -> Arrays.stream(x).map(t -> Math.exp(t) / sum(exp(x))).toArray(),
        v(ANY, 3));
    one(
        all,
        "logSoftmax(int)",
        a -> a.logSoftmax(0),
        x -> Arrays.stream(x).map(t -> t - Math.log(sum(exp(x)))).toArray(),
        v(ANY, 3));

    // form
    one(all, "reshape(long[])", x -> x.reshape(3, 2), x -> x, v(ANY, 2, 3));
    one(all, "reshape(Shape)", x -> x.reshape(Shape.of(6)), x -> x, v(ANY, 2, 3));
    one(all, "transpose()", Var::transpose, x -> pick(x, 0, 3, 1, 4, 2, 5), v(ANY, 2, 3));
    one(
        all,
        "broadcastTo(Shape)",
        x -> x.broadcastTo(Shape.of(2, 2, 3)),
        x -> pick(x, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1),
        v(ANY, 2, 1));
    one(
        all,
        "broadcastTo(Shape)",
        x -> x.broadcastTo(Shape.of(2, 2)),
        x -> pick(x, 0, 0, 0, 0),
        v(ANY));
    one(
        all,
        "expand(int,long)",
        x -> x.expand(1, 2),
        x -> pick(x, 0, 1, 0, 1, 2, 3, 2, 3),
        v(ANY, 2, 2));
    one(all, "expand(int,long)", x -> x.expand(-1, 2), x -> pick(x, 0, 0, 1, 1), v(ANY, 2));
    one(all, "slice(int,long,long)", x -> x.slice(1, 1, 3), x -> pick(x, 1, 2, 4, 5), v(ANY, 2, 3));
    one(all, "slice(int,long,long)", x -> x.slice(0, 0, 1), x -> pick(x, 0, 1, 2), v(ANY, 2, 3));
    one(all, "get(long[])", x -> x.get(1, 2), x -> pick(x, 5), v(ANY, 2, 3));
    one(
        all,
        "get(long[])", // many of one
        x -> x.get(0).mul(x.get(1)).add(x.get(1)).mul(x.get(2)),
        x -> new double[] {(x[0] * x[1] + x[1]) * x[2]},
        v(ANY, 4));
    all.add(
        new Operation(
            "concat(int,List)",
            x -> Var.concat(1, List.of(x)),
            x -> new double[] {x[0][0], x[1][0], x[1][1], x[0][1], x[1][2], x[1][3]},
            v(ANY, 2, 1),
            v(OTHER, 2, 2)));
    all.add(
        new Operation(
            "stack(List)",
            x -> Var.stack(List.of(x[0], x[1], x[0])),
            x -> new double[] {x[0][0], x[0][1], x[1][0], x[1][1], x[0][0], x[0][1]},
            v(ANY, 2),
            v(OTHER, 2)));
    one(all, "diag()", Var::diag, x -> new double[] {x[0], 0, 0, x[1]}, v(ANY, 2));
    one(all, "diagonal()", Var::diagonal, x -> pick(x, 0, 4, 8), v(ANY, 3, 3));

    // linear algebra
    two(all, "dot(Var)", Var::dot, (a, b) -> product(a, b, 1, 3, 1), v(ANY, 3), v(OTHER, 3));
    two(all, "dot(Var)", Var::dot, (a, b) -> product(a, b, 1, 4, 1), v(ANY, 2, 2), v(OTHER, 2, 2));
    two(all, "outer(Var)", Var::outer, (a, b) -> product(a, b, 3, 1, 2), v(ANY, 3), v(OTHER, 2));
    two(
        all,
        "matmul(Var)",
        Var::matmul,
        (a, b) -> product(a, b, 2, 3, 2),
        v(ANY, 2, 3),
        v(OTHER, 3, 2));
    two(
        all,
        "matmul(Var)",
        Var::matmul,
        (a, b) -> product(a, b, 2, 3, 1),
        v(ANY, 2, 3),
        v(OTHER, 3));
    two(
        all,
        "matmul(Var)",
        Var::matmul,
        (a, b) -> product(a, b, 1, 3, 2),
        v(ANY, 3),
        v(OTHER, 3, 2));
    two(all, "matmul(Var)", Var::matmul, (a, b) -> product(a, b, 1, 3, 1), v(ANY, 3), v(OTHER, 3));
    two(
        all,
        "matmulTransposed(Var)",
        Var::matmulTransposed,
        (a, b) -> product(a, pick(b, 0, 3, 1, 4, 2, 5), 2, 3, 2),
        v(ANY, 2, 3),
        v(OTHER, 2, 3));
    two(
        all,
        "matmulTransposed(Var)",
        Var::matmulTransposed,
        (a, b) -> product(b, a, 2, 3, 1),
        v(ANY, 3),
        v(OTHER, 2, 3));
    all.add( // AᵀBᵀ arises in derivatives only
        new Operation(
            "matmulTransposed(Var)",
            x -> LinearAlgebra.matrices(true, true).apply(x[0], x[1]),
            x -> product(pick(x[0], 0, 2, 4, 1, 3, 5), pick(x[1], 0, 3, 1, 4, 2, 5), 2, 3, 2),
            v(ANY, 3, 2),
            v(OTHER, 2, 3)));
    one(all, "trace()", Var::trace, x -> new double[] {x[0] + x[4] + x[8]}, v(ANY, 3, 3));
    one(all, "inverse()", Var::inverse, x -> inverse(x), v(ANY, 2, 2));
    one(all, "inverse()", Var::inverse, null, v(ANY, 3, 3));
    two(
        all,
        "solve(Var)",
        Var::solve,
        (a, b) -> product(inverse(a), b, 2, 2, 1),
        v(ANY, 2, 2),
        v(OTHER, 2));
    two(
        all,
        "solve(Var)",
        Var::solve,
        (a, b) -> product(inverse(a), b, 2, 2, 3),
        v(ANY, 2, 2),
        v(OTHER, 2, 3));
    one(all, "det()", Var::det, x -> new double[] {determinant(x)}, v(ANY, 3, 3));
    one(
        all,
        "logDet()",
        Var::logDet,
        x -> new double[] {Math.log(Math.abs(determinant(x)))},
        v(ANY, 3, 3));
    return all;
  }

  // ---- kinds of lines

  /** Element by element: a number, a vector. */
  private static void unary(
      List<Operation> all,
      String signature,
      UnaryOperator<Var> map,
      DoubleUnaryOperator formula,
      double[] domain) {
    one(all, signature, map, x -> Arrays.stream(x).map(formula).toArray(), v(domain, 4));
    one(all, signature, map, x -> Arrays.stream(x).map(formula).toArray(), v(domain));
  }

  /** Of two: arrays, numbers, and each with the other. */
  private static void binary(
      List<Operation> all,
      String signature,
      java.util.function.BinaryOperator<Var> map,
      DoubleBinaryOperator formula,
      double[] domain,
      double[] otherDomain) {
    for (Shape first : List.of(Shape.of(3), NUMBER)) {
      for (Shape second : List.of(Shape.of(3), NUMBER)) {
        two(
            all,
            signature,
            map,
            (x, z) -> {
              double[] y = new double[Math.max(x.length, z.length)];
              Arrays.setAll(y, i -> formula.applyAsDouble(x[i % x.length], z[i % z.length]));
              return y;
            },
            v(domain, first.toArray()),
            v(otherDomain, second.toArray()));
      }
    }
  }

  private static void one(
      List<Operation> all,
      String signature,
      UnaryOperator<Var> map,
      @Nullable UnaryOperator<double[]> formula,
      Var x) {
    all.add(
        new Operation(
            signature, a -> map.apply(a[0]), formula == null ? null : a -> formula.apply(a[0]), x));
  }

  private static void two(
      List<Operation> all,
      String signature,
      java.util.function.BinaryOperator<Var> map,
      java.util.function.BinaryOperator<double[]> formula,
      Var x,
      Var z) {
    all.add(
        new Operation(signature, a -> map.apply(a[0], a[1]), a -> formula.apply(a[0], a[1]), x, z));
  }

  // ---- formulas, the plain way

  private static double sum(double[] x) {
    return Arrays.stream(x).sum();
  }

  private static double[] exp(double[] x) {
    return Arrays.stream(x).map(Math::exp).toArray();
  }

  private static double[] pick(double[] x, int... places) {
    return Arrays.stream(places).mapToDouble(i -> x[i]).toArray();
  }

  /** Of a [2, 2, 2]: each pair of neighbours along the axis. */
  private static UnaryOperator<double[]> along(int axis, Function<double[], Double> f) {
    int step = axis == 0 ? 4 : axis == 1 ? 2 : 1;
    return x -> {
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        if (i / step % 2 == 0) {
          y.add(f.apply(pick(x, i, i + step)));
        }
      }
      return y.stream().mapToDouble(Double::doubleValue).toArray();
    };
  }

  private static double[] product(double[] a, double[] b, int m, int k, int n) {
    double[] y = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          y[i * n + j] += a[i * k + p] * b[p * n + j];
        }
      }
    }
    return y;
  }

  private static double determinant(double[] x) {
    return x[0] * (x[4] * x[8] - x[5] * x[7])
        - x[1] * (x[3] * x[8] - x[5] * x[6])
        + x[2] * (x[3] * x[7] - x[4] * x[6]);
  }

  /** Of a 2×2 matrix. */
  private static double[] inverse(double[] x) {
    double det = x[0] * x[3] - x[1] * x[2];
    return new double[] {x[3] / det, -x[1] / det, -x[2] / det, x[0] / det};
  }
}
