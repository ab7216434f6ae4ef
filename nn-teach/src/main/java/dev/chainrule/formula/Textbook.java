package dev.chainrule.formula;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses what books and programs read differently where arguments are vectors or matrices.
 *
 * <p>The rule: operators and elementary functions are of numbers. Of vectors and matrices they mean
 * what linear algebra defines (A + B, 2 A, A @ B, A^2, A^-1, A'), entry by entry they have a dot (A
 * .* B, 1 ./ x, x .^ 2, exp.(A)), and anything else is an error that says how to write either.
 * Functions of a vector work entry by entry without a dot: nothing else is meant by sin(x).
 */
final class Textbook {
  private final Apply apply;
  private final List<Shape> shapes;
  private final List<String> ways = new ArrayList<>();
  private final List<String> suggestions = new ArrayList<>();

  private Textbook(Apply apply, List<Var> x) {
    this.apply = apply;
    this.shapes = x.stream().map(Var::shape).toList();
  }

  /**
   * Checks that it means one thing.
   *
   * @throws FormulaException if it does not; with ways to say it
   */
  static void check(Apply apply, List<Var> x) {
    Textbook textbook = new Textbook(apply, x);
    if (!apply.dotted() && textbook.isAmbiguous()) {
      throw textbook.refusal(x);
    }
  }

  /** Whether entry by entry, and the dot that says so, must be written for arguments so shaped. */
  static boolean needsDot(Operation operation, int... ranks) {
    int first = ranks[0];
    int second = ranks.length > 1 ? ranks[1] : 0;
    return switch (operation) {
      case ADD, SUB -> first + second == 2 && first != second;
      case MUL -> first > 0 && second > 0;
      case DIV -> second > 0;
      case POW -> first > 0 || second > 0;
      default -> operation.isSeries() && first == 2;
    };
  }

  private boolean isAmbiguous() {
    return switch (apply.operation()) {
      case POW -> needsDot(Operation.POW, rank(0), rank(1)) && !isMatrixPower();
      case MATMUL -> rank(0) == 0 || rank(1) == 0;
      case JUXTAPOSITION ->
          rank(0) == 1 && (rank(1) == 1 || (rank(1) == 2 && !Rules.isRow(shapes.get(1))));
      case BARS -> rank(0) > 0;
      default -> needsDot(apply.operation(), shapes.stream().mapToInt(Shape::rank).toArray());
    };
  }

  private boolean isMatrixPower() {
    if (rank(0) != 2 || rank(1) != 0 || !FormulaEvaluation.isNumber(argument(1))) {
      return false;
    }
    double n = NumericValue.value(argument(1));
    return isSquare(0) && n == Math.rint(n) && Math.abs(n) < 1L << 31;
  }

  private FormulaException refusal(List<Var> x) {
    switch (apply.operation()) {
      case ADD, SUB -> sum();
      case MUL, JUXTAPOSITION -> product();
      case MATMUL -> way("the product by a number", Operation.MUL, argument(0), argument(1));
      case DIV -> quotient();
      case POW -> power(x);
      case BARS -> bars();
      default -> dotted();
    }
    String what = apply + " is not defined for " + described();
    return apply
        .place()
        .error(
            ways.isEmpty()
                ? what + " of shape " + listed()
                : what + ": write " + String.join(", or ", ways),
            suggestions);
  }

  private void sum() {
    int matrix = rank(0) == 2 ? 0 : 1;
    dotted();
    if (isSquare(matrix) && Rules.isSize((double) shapes.get(matrix).dim(0))) {
      Formula number = argument(1 - matrix);
      Formula size = new Literal((double) shapes.get(matrix).dim(0), apply.place());
      Formula multiple = of(Operation.MUL, number, of(Operation.EYE, size));
      way(
          "a multiple of the identity",
          apply.operation(),
          matrix == 0 ? argument(0) : multiple,
          matrix == 0 ? multiple : argument(1));
    }
  }

  private void product() {
    boolean vectors = rank(0) == 1 && rank(1) == 1;
    boolean equal = shapes.get(0).equals(shapes.get(1));
    boolean rows = rank(0) == 1 && rank(1) == 2 && !Rules.isRow(shapes.get(1));
    if (vectors && equal) {
      way("the inner product", Operation.DOT, argument(0), argument(1));
    } else if (vectors || (rank(0) == 1 && Rules.isRow(shapes.get(1)))) {
      way(
          "the outer product",
          Operation.MATMUL,
          argument(0),
          vectors ? transposed(1) : argument(1));
    } else if (rows && shapes.get(0).dim(0) == shapes.get(1).dim(0)) {
      way("the product of a row and a matrix", Operation.MATMUL, transposed(0), argument(1));
    } else if (rank(0) == 2 && shapes.get(0).dim(1) == shapes.get(1).dim(0)) {
      way("the product of matrices", Operation.MATMUL, argument(0), argument(1));
    }
    if (equal) {
      entries(Operation.MUL);
    }
  }

  private void quotient() {
    boolean one = argument(0) instanceof Literal literal && literal.value() == 1;
    if (rank(1) == 2 && isSquare(1)) {
      Formula inverse = of(Operation.INV, argument(1));
      if (one) {
        way("the inverse", inverse);
      } else if (rank(0) == 0) {
        way("a multiple of the inverse", Operation.MUL, argument(0), inverse);
      } else if (rank(0) == 2 && shapes.get(0).dim(1) == shapes.get(1).dim(0)) {
        way("the product by the inverse", Operation.MATMUL, argument(0), inverse);
      }
    }
    dotted();
  }

  private void power(List<Var> x) {
    boolean square = rank(0) == 1 && rank(1) == 0 && x.get(1).toDouble() == 2;
    if (square) {
      way("the inner product", Operation.DOT, argument(0), argument(0));
    }
    if (argument(0) instanceof Constant constant && constant.name().equals("e")) {
      Apply function = of(Operation.EXP, argument(1));
      way("the exponential of each entry", rank(1) == 2 ? function.withDot() : function);
      return;
    }
    dotted();
  }

  private void bars() {
    if (rank(0) == 2 && isSquare(0)) {
      way("the determinant", of(Operation.DET, argument(0)));
    }
    way("the norm", of(Operation.NORM, argument(0)));
    Apply absolute = of(Operation.ABS, argument(0));
    way("the absolute value of each entry", rank(0) == 2 ? absolute.withDot() : absolute);
  }

  /** Entry by entry, where the shapes allow it. */
  private void dotted() {
    boolean fits = shapes.stream().filter(shape -> shape.rank() > 0).distinct().count() <= 1;
    if (fits) {
      entries(apply.operation());
    }
  }

  private void entries(Operation operation) {
    way("entry by entry", new Apply(operation, apply.arguments(), apply.place()).withDot());
  }

  private void way(String what, Operation operation, Formula... arguments) {
    way(what, of(operation, arguments));
  }

  private void way(String what, Formula formula) {
    suggestions.add(formula.toString());
    ways.add(formula + " for " + (what.equals("entry by entry") ? "each entry" : what));
  }

  private Apply of(Operation operation, Formula... arguments) {
    return new Apply(operation, List.of(arguments), apply.place());
  }

  private Formula transposed(int argument) {
    return of(Operation.TRANSPOSE, argument(argument));
  }

  private Formula argument(int i) {
    return apply.arguments().get(i);
  }

  private int rank(int i) {
    return shapes.get(i).rank();
  }

  private boolean isSquare(int i) {
    Shape shape = shapes.get(i);
    return shape.rank() == 2 && shape.dim(0) == shape.dim(1);
  }

  private String described() {
    return String.join(" and ", shapes.stream().map(Textbook::described).toList());
  }

  private static String described(Shape shape) {
    return switch (shape.rank()) {
      case 0 -> "a number";
      case 1 -> "a vector";
      default -> "a matrix";
    };
  }

  private String listed() {
    return String.join(" and ", shapes.stream().map(Shape::toString).toList());
  }
}
