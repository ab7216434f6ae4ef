package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.tensor.Shape;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A local derivative, ∂of/∂by: an edge of the computation graph.
 *
 * @param of the step's variable
 * @param by what it is computed from
 * @param function the step as a function of {@code by} alone
 * @param at the value of {@code by}
 * @param shape that of the step's value
 * @param form what sort of a Jacobian it is
 * @param symbol the derivative as a formula of the variables; empty if there is no short one
 * @param differential what becomes of a small change of {@code by}, for steps of matrices; else
 *     empty
 */
public record GraphEdge(
    String of,
    String by,
    UnaryOperator<Var> function,
    Var at,
    Shape shape,
    Form form,
    Optional<Formula> symbol,
    String differential) {
  /** A Jacobian with more numbers than this is not made. */
  static final long LARGEST = 4096;

  /** What sort of a Jacobian it is. */
  public enum Form {
    /** A number, by a number. */
    NUMBER,
    /** Of a number by an array, and of that array's shape. */
    GRADIENT,
    /** Of an array by a number, and of the array's shape. */
    DIRECTION,
    /** Element by element: all but a diagonal is 0, and the diagonal is all that is kept. */
    DIAGONAL,
    /** Of an array by another: of the shape of the first, then of the second. */
    FULL
  }

  /** The chain rule forward: what a change of {@code by} does to {@code of}. */
  public Var pushforward(Var change) {
    return Derivatives.jvp(function, at, change);
  }

  /** The chain rule backward: from the derivative by {@code of} to that by {@code by}. */
  public Var pullback(Var derivative) {
    return Derivatives.vjp(function, at, derivative);
  }

  /** Its numbers, in the form that it has; empty if there are too many. */
  public Optional<Var> values() {
    return switch (form) {
      case NUMBER, DIRECTION -> Optional.of(pushforward(Var.scalar(1)));
      case DIAGONAL -> Optional.of(pushforward(Var.filled(at.shape(), 1)));
      case GRADIENT -> Optional.of(pullback(Var.scalar(1)));
      case FULL ->
          shape.size() * at.shape().size() > LARGEST
              ? Optional.empty()
              : Optional.of(Derivatives.jacobian(function, at));
    };
  }

  /** {@code ∂a/∂x}. */
  @Override
  public String toString() {
    return "∂" + of + "/∂" + by;
  }
}
