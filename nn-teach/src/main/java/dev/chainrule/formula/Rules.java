package dev.chainrule.formula;

import static dev.chainrule.formula.Operation.ABS;
import static dev.chainrule.formula.Operation.ACOS;
import static dev.chainrule.formula.Operation.ACOSH;
import static dev.chainrule.formula.Operation.ADD;
import static dev.chainrule.formula.Operation.AND;
import static dev.chainrule.formula.Operation.ASIN;
import static dev.chainrule.formula.Operation.ASINH;
import static dev.chainrule.formula.Operation.ATAN;
import static dev.chainrule.formula.Operation.ATAN2;
import static dev.chainrule.formula.Operation.ATANH;
import static dev.chainrule.formula.Operation.AT_LEAST;
import static dev.chainrule.formula.Operation.AT_MOST;
import static dev.chainrule.formula.Operation.BARS;
import static dev.chainrule.formula.Operation.CBRT;
import static dev.chainrule.formula.Operation.CLAMP;
import static dev.chainrule.formula.Operation.COS;
import static dev.chainrule.formula.Operation.COSH;
import static dev.chainrule.formula.Operation.DET;
import static dev.chainrule.formula.Operation.DIAG;
import static dev.chainrule.formula.Operation.DIV;
import static dev.chainrule.formula.Operation.DOT;
import static dev.chainrule.formula.Operation.ENTRY;
import static dev.chainrule.formula.Operation.EQUAL;
import static dev.chainrule.formula.Operation.ERF;
import static dev.chainrule.formula.Operation.EXP;
import static dev.chainrule.formula.Operation.EXPM1;
import static dev.chainrule.formula.Operation.EYE;
import static dev.chainrule.formula.Operation.GELU;
import static dev.chainrule.formula.Operation.GREATER;
import static dev.chainrule.formula.Operation.INV;
import static dev.chainrule.formula.Operation.JUXTAPOSITION;
import static dev.chainrule.formula.Operation.LESS;
import static dev.chainrule.formula.Operation.LOG;
import static dev.chainrule.formula.Operation.LOG10;
import static dev.chainrule.formula.Operation.LOG1P;
import static dev.chainrule.formula.Operation.LOG2;
import static dev.chainrule.formula.Operation.LOGDET;
import static dev.chainrule.formula.Operation.LOGSUMEXP;
import static dev.chainrule.formula.Operation.MATMUL;
import static dev.chainrule.formula.Operation.MAX;
import static dev.chainrule.formula.Operation.MEAN;
import static dev.chainrule.formula.Operation.MIN;
import static dev.chainrule.formula.Operation.MUL;
import static dev.chainrule.formula.Operation.NEG;
import static dev.chainrule.formula.Operation.NORM;
import static dev.chainrule.formula.Operation.NOT;
import static dev.chainrule.formula.Operation.OR;
import static dev.chainrule.formula.Operation.OUTER;
import static dev.chainrule.formula.Operation.POW;
import static dev.chainrule.formula.Operation.PROD;
import static dev.chainrule.formula.Operation.RELU;
import static dev.chainrule.formula.Operation.SIGMOID;
import static dev.chainrule.formula.Operation.SIGN;
import static dev.chainrule.formula.Operation.SILU;
import static dev.chainrule.formula.Operation.SIN;
import static dev.chainrule.formula.Operation.SINH;
import static dev.chainrule.formula.Operation.SOFTMAX;
import static dev.chainrule.formula.Operation.SOFTPLUS;
import static dev.chainrule.formula.Operation.SOLVE;
import static dev.chainrule.formula.Operation.SQRT;
import static dev.chainrule.formula.Operation.SQUARE;
import static dev.chainrule.formula.Operation.SUB;
import static dev.chainrule.formula.Operation.SUM;
import static dev.chainrule.formula.Operation.TAN;
import static dev.chainrule.formula.Operation.TANH;
import static dev.chainrule.formula.Operation.TRACE;
import static dev.chainrule.formula.Operation.TRANSPOSE;
import static dev.chainrule.formula.Operation.UNEQUAL;
import static dev.chainrule.formula.Operation.VECTOR;

import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What each operation does to {@link Var}s. */
final class Rules {
  static final long LARGEST = 100; // rows of an identity matrix

  private static final Map<Operation, Function<List<Var>, Var>> TABLE =
      new EnumMap<>(Operation.class);

  static {
    two(OR, (a, b) -> a.add(b).step());
    two(AND, (a, b) -> a.mul(b).step());
    one(NOT, x -> x.step().neg().add(1));
    two(LESS, (a, b) -> b.sub(a).step());
    two(AT_MOST, (a, b) -> a.sub(b).step().neg().add(1));
    two(GREATER, (a, b) -> a.sub(b).step());
    two(AT_LEAST, (a, b) -> b.sub(a).step().neg().add(1));
    two(EQUAL, (a, b) -> a.sub(b).sign().square().neg().add(1));
    two(UNEQUAL, (a, b) -> a.sub(b).sign().square());

    two(ADD, Var::add);
    two(SUB, Var::sub);
    two(MUL, Var::mul);
    two(DIV, Var::div);
    two(MATMUL, Rules::product);
    two(JUXTAPOSITION, (a, b) -> isNumber(a) || isNumber(b) ? a.mul(b) : product(a, b));
    one(NEG, Var::neg);
    two(POW, Var::pow);
    one(TRANSPOSE, Rules::transpose);
    TABLE.put(ENTRY, Rules::entry);
    TABLE.put(VECTOR, Rules::vector);
    one(BARS, Var::abs);

    one(EXP, Var::exp);
    one(LOG, Var::log);
    one(LOG10, x -> x.log().div(Math.log(10)));
    one(LOG2, x -> x.log().div(Math.log(2)));
    one(LOG1P, Var::log1p);
    one(EXPM1, Var::expm1);
    one(SQRT, Var::sqrt);
    one(CBRT, Var::cbrt);
    one(SQUARE, Var::square);
    one(SIN, Var::sin);
    one(COS, Var::cos);
    one(TAN, Var::tan);
    one(ASIN, Var::asin);
    one(ACOS, Var::acos);
    one(ATAN, Var::atan);
    two(ATAN2, Var::atan2);
    one(SINH, Var::sinh);
    one(COSH, Var::cosh);
    one(ASINH, Var::asinh);
    one(ACOSH, x -> x.sub(1).add(x.sub(1).sqrt().mul(x.add(1).sqrt())).log1p());
    one(ATANH, x -> x.log1p().sub(x.neg().log1p()).div(2));
    one(SIGN, Var::sign);
    one(ABS, Var::abs);
    one(TANH, Var::tanh);
    one(SIGMOID, Var::sigmoid);
    one(SOFTPLUS, Var::softplus);
    one(RELU, Var::relu);
    one(GELU, Var::gelu);
    one(SILU, Var::silu);
    one(ERF, Var::erf);
    TABLE.put(MIN, x -> x.size() == 2 ? x.get(0).min(x.get(1)) : x.get(0).neg().max().neg());
    TABLE.put(MAX, x -> x.size() == 2 ? x.get(0).max(x.get(1)) : x.get(0).max());
    TABLE.put(CLAMP, x -> x.get(0).max(x.get(1)).min(x.get(2)));

    one(SUM, Var::sum);
    one(PROD, Rules::prod);
    one(MEAN, Var::mean);
    one(NORM, Var::norm);
    one(SOFTMAX, Rules::softmax);
    one(LOGSUMEXP, Var::logSumExp);
    two(DOT, Var::dot);
    two(OUTER, Var::outer);

    one(INV, x -> isNumber(x) ? x.reciprocal() : x.inverse());
    one(DET, x -> isNumber(x) ? x : x.det());
    one(LOGDET, x -> isNumber(x) ? x.abs().log() : x.logDet());
    one(TRACE, x -> isNumber(x) ? x : x.trace());
    one(DIAG, x -> x.shape().rank() == 2 ? x.diagonal() : x.diag());
    two(SOLVE, Var::solve);
    one(EYE, Rules::identity);
  }

  private Rules() {}

  /** Of any operation but WHERE, which does not compute all of its arguments. */
  static Function<List<Var>, Var> of(Operation operation) {
    return Objects.requireNonNull(TABLE.get(operation), operation.symbol());
  }

  private static void one(Operation operation, UnaryOperator<Var> rule) {
    TABLE.put(operation, x -> rule.apply(x.get(0)));
  }

  private static void two(Operation operation, BinaryOperator<Var> rule) {
    TABLE.put(operation, x -> rule.apply(x.get(0), x.get(1)));
  }

  private static boolean isNumber(Var x) {
    return x.shape().rank() == 0;
  }

  /** Whether it is a matrix of one row: the transpose of a vector. */
  static boolean isRow(Shape shape) {
    return shape.rank() == 2 && shape.dim(0) == 1;
  }

  /** A vector is a column: a row times it is a number, it times a row is a matrix. */
  private static Var product(Var a, Var b) {
    if (a.shape().rank() == 1 && isRow(b.shape())) {
      return a.outer(b.reshape(b.shape().dim(1)));
    }
    Var product = a.matmul(b);
    return isRow(a.shape()) && b.shape().rank() == 1 ? product.reshape(Shape.of()) : product;
  }

  private static Var transpose(Var x) {
    return switch (x.shape().rank()) {
      case 0 -> x;
      case 1 -> x.reshape(1, x.shape().dim(0));
      default -> isRow(x.shape()) ? x.reshape(x.shape().dim(1)) : x.transpose();
    };
  }

  /** X to a whole number, by squaring. */
  static Var matrixPower(Var x, long n) {
    Var square = n < 0 ? x.inverse() : x;
    Var power = null;
    for (long bits = Math.abs(n); bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        power = power == null ? square : power.matmul(square);
      }
      square = bits > 1 ? square.matmul(square) : square;
    }
    return power == null ? Var.identity((int) x.shape().dim(0)) : power;
  }

  /** In halves: the derivative by an entry is the product of the others, where one is 0 as well. */
  private static Var prod(Var x) {
    Var left = x.reshape(x.shape().size());
    Var rest = Var.scalar(1);
    while (left.shape().dim(0) > 1) {
      long n = left.shape().dim(0);
      rest = n % 2 == 1 ? rest.mul(left.get(n - 1)) : rest;
      left = left.slice(0, 0, n / 2).mul(left.slice(0, n / 2, n / 2 * 2));
    }
    return left.get(0).mul(rest);
  }

  private static Var softmax(Var x) {
    if (isNumber(x)) {
      throw new ShapeException("softmax is of a vector, or of each row of a matrix");
    }
    return x.softmax(-1);
  }

  private static Var identity(Var x) {
    double n = isNumber(x) ? x.toDouble() : 0;
    if (!isSize(n)) {
      throw new ShapeException("eye takes a whole number from 1 to " + LARGEST + ", as in eye(2)");
    }
    return Var.identity((int) n);
  }

  /** Whether an identity matrix of this size may be made. */
  static boolean isSize(double n) {
    return n >= 1 && n <= LARGEST && n == Math.rint(n);
  }

  private static Var vector(List<Var> entries) {
    for (Var entry : entries) {
      if (entry.shape().rank() > 1 || !entry.shape().equals(entries.get(0).shape())) {
        throw new ShapeException(
            "the entries of a vector are numbers, those of a matrix vectors of one length; here"
                + " one has shape "
                + entries.get(0).shape()
                + ", another "
                + entry.shape());
      }
    }
    return Var.stack(entries);
  }

  /** x[0] of a vector, X[0, 1] of a matrix; X[0] is a row. */
  private static Var entry(List<Var> x) {
    Var of = x.get(0);
    Shape shape = of.shape();
    long[] index = x.stream().skip(1).mapToLong(i -> (long) i.toDouble()).toArray();
    if (shape.rank() == 0) {
      throw new ShapeException("a number has no entries");
    }
    if (index.length > shape.rank()) {
      throw new ShapeException("no such entry: what is before the bracket has shape " + shape);
    }
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] >= shape.dim(axis)) {
        throw new ShapeException(
            String.format(
                Locale.ROOT,
                "there is no entry %d: entries count from 0, and what is before the bracket has shape %s",
                index[axis],
                shape));
      }
    }
    return index.length == shape.rank()
        ? of.get(index)
        : of.slice(0, index[0], index[0] + 1).reshape(shape.dim(1));
  }
}
