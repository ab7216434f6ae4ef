package dev.chainrule.formula;

import static dev.chainrule.formula.Operation.ABS;
import static dev.chainrule.formula.Operation.ACOS;
import static dev.chainrule.formula.Operation.ADD;
import static dev.chainrule.formula.Operation.ASIN;
import static dev.chainrule.formula.Operation.ATAN;
import static dev.chainrule.formula.Operation.CLAMP;
import static dev.chainrule.formula.Operation.COS;
import static dev.chainrule.formula.Operation.COSH;
import static dev.chainrule.formula.Operation.DET;
import static dev.chainrule.formula.Operation.DIAG;
import static dev.chainrule.formula.Operation.DIV;
import static dev.chainrule.formula.Operation.DOT;
import static dev.chainrule.formula.Operation.ENTRY;
import static dev.chainrule.formula.Operation.ERF;
import static dev.chainrule.formula.Operation.EXP;
import static dev.chainrule.formula.Operation.EXPM1;
import static dev.chainrule.formula.Operation.GELU;
import static dev.chainrule.formula.Operation.INV;
import static dev.chainrule.formula.Operation.LOG;
import static dev.chainrule.formula.Operation.LOG1P;
import static dev.chainrule.formula.Operation.LOGDET;
import static dev.chainrule.formula.Operation.LOGSUMEXP;
import static dev.chainrule.formula.Operation.MATMUL;
import static dev.chainrule.formula.Operation.MAX;
import static dev.chainrule.formula.Operation.MEAN;
import static dev.chainrule.formula.Operation.MIN;
import static dev.chainrule.formula.Operation.MUL;
import static dev.chainrule.formula.Operation.NEG;
import static dev.chainrule.formula.Operation.NORM;
import static dev.chainrule.formula.Operation.OUTER;
import static dev.chainrule.formula.Operation.POW;
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
import static dev.chainrule.formula.Operation.VECTOR;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.tensor.ShapeException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Formulas as {@link Var}s, from which all derivatives follow. Where shapes do not fit, or a matrix
 * is singular, the error points at the operation.
 *
 * <pre>{@code
 * Var x = Var.scalar(3);
 * Evaluation.of(Formula.parse("x^2 + 1"), Map.of("x", x)).backward().of(x); // 6
 * }</pre>
 */
public final class Evaluation {
  private static final Map<Operation, Function<List<Var>, Var>> TABLE =
      new EnumMap<>(Operation.class);

  static {
    two(ADD, Var::add);
    two(SUB, Var::sub);
    two(MUL, Var::mul);
    two(DIV, Var::div);
    one(NEG, Var::neg);
    two(POW, Var::pow);
    TABLE.put(VECTOR, Evaluation::vector);
    TABLE.put(ENTRY, Evaluation::entry);
    one(EXP, Var::exp);
    one(LOG, Var::log);
    one(LOG1P, Var::log1p);
    one(EXPM1, Var::expm1);
    one(SQRT, Var::sqrt);
    one(SQUARE, Var::square);
    one(SIN, Var::sin);
    one(COS, Var::cos);
    one(TAN, Var::tan);
    one(ASIN, Var::asin);
    one(ACOS, Var::acos);
    one(ATAN, Var::atan);
    one(SINH, Var::sinh);
    one(COSH, Var::cosh);
    one(TANH, Var::tanh);
    one(SIGMOID, Var::sigmoid);
    one(SOFTPLUS, Var::softplus);
    one(RELU, Var::relu);
    one(GELU, x -> x.mul(x.div(Math.sqrt(2)).erf().add(1)).mul(0.5));
    one(SILU, x -> x.mul(x.sigmoid()));
    one(ERF, Var::erf);
    one(ABS, Var::abs);
    one(SIGN, Var::sign);
    TABLE.put(MIN, x -> x.size() == 2 ? x.get(0).min(x.get(1)) : x.get(0).neg().max().neg());
    TABLE.put(MAX, x -> x.size() == 2 ? x.get(0).max(x.get(1)) : x.get(0).max());
    TABLE.put(CLAMP, x -> x.get(0).max(x.get(1)).min(x.get(2)));
    one(SUM, Var::sum);
    one(MEAN, Var::mean);
    one(NORM, Var::norm);
    one(SOFTMAX, Evaluation::softmax);
    one(LOGSUMEXP, Var::logSumExp);
    two(DOT, Var::dot);
    two(OUTER, Var::outer);
    two(MATMUL, Var::matmul);
    one(TRANSPOSE, x -> x.shape().rank() < 2 ? x : x.transpose());
    one(INV, Var::inverse);
    one(DET, Var::det);
    one(LOGDET, Var::logDet);
    one(TRACE, Var::trace);
    one(DIAG, x -> x.shape().rank() == 2 ? x.diagonal() : x.diag());
    two(SOLVE, Var::solve);
  }

  private Evaluation() {}

  private static void one(Operation operation, UnaryOperator<Var> rule) {
    TABLE.put(operation, x -> rule.apply(x.get(0)));
  }

  private static void two(Operation operation, BinaryOperator<Var> rule) {
    TABLE.put(operation, x -> rule.apply(x.get(0), x.get(1)));
  }

  /**
   * The value.
   *
   * @param values of the variables
   * @throws FormulaException where an operation cannot be done, or a variable has no value
   */
  public static Var of(Formula formula, Map<String, Var> values) {
    if (formula instanceof Literal literal) {
      return Var.scalar(literal.value());
    }
    if (formula instanceof Constant constant) {
      return Var.scalar(constant.value());
    }
    if (formula instanceof Variable variable) {
      Var value = values.get(variable.name());
      if (value == null) {
        throw variable.place().error(variable.name() + " has no value");
      }
      return value;
    }
    Apply apply = (Apply) formula;
    List<Var> x = apply.arguments().stream().map(argument -> of(argument, values)).toList();
    try {
      Var y = value(apply, x);
      return x.stream().anyMatch(argument -> argument == y) ? y.add(0) : y; // a step of its own
    } catch (ShapeException | ArithmeticException e) {
      throw apply.place().error(String.valueOf(e.getMessage()));
    }
  }

  /** Powers and bounds that are numbers have rules of their own: x^2 is defined for x < 0. */
  private static Var value(Apply apply, List<Var> x) {
    boolean fixed = apply.arguments().stream().skip(1).allMatch(Evaluation::isNumber);
    return switch (apply.operation()) {
      case POW -> fixed ? x.get(0).pow(x.get(1).toDouble()) : rule(apply, x);
      case CLAMP -> fixed ? clamp(apply, x) : rule(apply, x);
      default -> rule(apply, x);
    };
  }

  private static Var rule(Apply apply, List<Var> x) {
    return TABLE.get(apply.operation()).apply(x);
  }

  private static boolean isNumber(Formula formula) {
    return formula.variables().isEmpty() && !hasVector(formula);
  }

  private static boolean hasVector(Formula formula) {
    return (formula instanceof Apply apply && apply.operation() == VECTOR)
        || formula.arguments().stream().anyMatch(Evaluation::hasVector);
  }

  private static Var clamp(Apply apply, List<Var> x) {
    double low = x.get(1).toDouble();
    double high = x.get(2).toDouble();
    if (!(low <= high)) {
      throw apply.place().error("clamp: low must not exceed high: " + low + ", " + high);
    }
    return x.get(0).clamp(low, high);
  }

  private static Var softmax(Var x) {
    if (x.shape().rank() == 0) {
      throw new ShapeException("softmax is of a vector, or of each row of a matrix");
    }
    return x.softmax(-1);
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

  /** x[1] of a vector, X[1, 2] of a matrix; X[1] is a row. */
  private static Var entry(List<Var> x) {
    Var of = x.get(0);
    long[] index = x.stream().skip(1).mapToLong(i -> (long) i.toDouble() - 1).toArray();
    if (of.shape().rank() == 0) {
      throw new ShapeException("a number has no entries");
    }
    if (index.length > of.shape().rank()) {
      throw new ShapeException("no such entry: what is before the bracket has shape " + of.shape());
    }
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] >= of.shape().dim(axis)) {
        throw new ShapeException(
            String.format(
                Locale.ROOT,
                "there is no entry %d: what is before the bracket has shape %s",
                index[axis] + 1,
                of.shape()));
      }
    }
    if (index.length == of.shape().rank()) {
      return of.get(index);
    }
    return of.slice(0, index[0], index[0] + 1).reshape(of.shape().dim(1));
  }
}
