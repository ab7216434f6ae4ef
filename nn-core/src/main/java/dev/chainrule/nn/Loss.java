package dev.chainrule.nn;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.RowLoss;
import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far predictions are from their targets: L = scale · Σ_rows ℓ(p, t), with its gradient.
 * Immutable, equal by value. A loss says ℓ and ∂ℓ/∂p of one row, and by which factor the rows are
 * summed.
 *
 * <p>Losses average over the batch unless their name says otherwise.
 */
public interface Loss extends RowLoss {
  /** What to call it: {@code cross-entropy}. */
  String name();

  /**
   * The mathematics: ℓ of every row, as a formula. From it follow {@link #row}, unless a loss
   * derives it by hand, and derivatives of any order.
   *
   * @param p predictions {@code [n, k]}
   * @param t targets {@code [n, k]}, or {@code [n]} indices of classes
   * @return {@code [n]}
   */
  Var define(Var p, Var t);

  /** L as a formula: scale · Σ_rows ℓ(p, t), one number. */
  default Var total(Var p, Var t) {
    Shape shape = targetShape(p.shape(), t.shape());
    Var targets = shape.equals(t.shape()) ? t : t.reshape(shape);
    return define(p, targets).sum().mul(scale(p.shape().dim(0), p.shape().dim(1)));
  }

  /** ℓ(p, t) and ∂ℓ/∂p of one row, from {@link #define}. */
  @Override
  default double row(double[] p, double[] t, double[] dp) {
    Var prediction = Var.of(Shape.of(1, p.length), p);
    boolean isClass = targets() == Targets.CLASSES && t.length == 1 && p.length > 1;
    Var target = Var.of(isClass ? Shape.of(1) : Shape.of(1, t.length), t);
    Var loss = define(prediction, target).sum();
    double[] gradient = loss.backward(Var.scalar(1), List.of(prediction)).of(prediction).toArray();
    System.arraycopy(gradient, 0, dp, 0, dp.length);
    return loss.toDouble();
  }

  /**
   * L in symbols, of what the predictions and targets are called: {@code 1/4 Σ ½ (f₂ − y)²}.
   *
   * @param predictions the shape of p, {@code [batch, k]}
   * @param targets that of t
   */
  default Notation notation(Notation p, Notation t, Shape predictions, Shape targets) {
    return Notation.of(name()).of(p.then(", ", ", ").then(t));
  }

  /** ∂L/∂p in symbols. */
  default Notation derivative(Notation p, Notation t, Shape predictions, Shape targets) {
    return Notation.of("L").by(p);
  }

  /** The factor before the sum over rows: 1/rows for a mean over the batch, 1 for a sum. */
  double scale(long rows, long columns);

  /** What a target is, for predictions of this loss. */
  Targets targets();

  /**
   * Whether ℓ(p, t) is −ln P(t | p), up to a term without p, for a distribution of which p are the
   * natural parameters: classes by softmax or each by its sigmoid, as {@link #outputs} says, or
   * numbers with normal errors around p. Then ∂²ℓ/∂p² does not depend on t, and is the Fisher
   * information E[∂ℓ/∂p ∂ℓ/∂pᵀ].
   */
  default boolean isLogLikelihood() {
    return false;
  }

  /** What the outputs of a network say that was trained with this loss. */
  default Outputs outputs() {
    return Outputs.VALUES;
  }

  /** How outputs are read. */
  enum Outputs {
    /** As they are. */
    VALUES,
    /** Their softmax is the probability of each class. */
    LOGITS,
    /** The sigmoid of each is the probability of its class. */
    LOGITS_OF_EACH
  }

  /** What a target may be. */
  enum Targets {
    /** As many numbers as the prediction has. */
    VECTORS,
    /** One number, the index of a class; or a probability for each class. */
    CLASSES
  }

  /**
   * L, and ∂L/∂p where it is asked for.
   *
   * @param p predictions {@code [batch, k]}; not modified
   * @param t targets {@code [batch, k]}, or {@code [batch]} where they are classes or k is 1, or
   *     {@code [batch, 1]} where they are classes; not modified
   * @param out overwritten with ∂L/∂p, of p's shape, or null for the value alone
   * @throws ShapeException if the shapes do not fit together
   * @throws IllegalArgumentException if a target is none, naming its row
   */
  default double value(INDArray p, INDArray t, Kernels kernels, @Nullable INDArray out) {
    return compute(p, checkArguments(p, t, kernels, out), kernels, out);
  }

  /**
   * The shape in which {@link #define} and {@link #compute} read targets: {@code [batch, k]}, or
   * {@code [batch]} for indices of classes. One number a row may be given in a vector or in a
   * column, whichever of them that is.
   *
   * @param p of the predictions
   * @param t of the targets as they are given
   * @throws ShapeException if these do not go together, with what to do
   */
  default Shape targetShape(Shape p, Shape t) {
    return LossTargets.shape(this, p, t);
  }

  /**
   * The targets as {@link #compute} takes them, after the checks of {@link #value}: a view of
   * {@code t} where only its shape differs.
   */
  default INDArray checkArguments(INDArray p, INDArray t, Kernels kernels, @Nullable INDArray out) {
    Shape shape = targetShape(Shapes.of(p), Shapes.of(t));
    checkMemory("predictions", p, kernels);
    checkMemory("targets", t, kernels);
    if (out != null) {
      checkMemory("the gradient", out, kernels);
      if (!Arrays.equals(out.shape(), p.shape())) {
        throw new ShapeException(
            name() + ": the gradient must have shape " + Shapes.of(p) + ", got " + Shapes.of(out));
      }
    }
    return shape.equals(Shapes.of(t)) ? t : Shapes.view(t, 0, shape);
  }

  /**
   * {@link #value} without its checks: row by row. What a loss overrides that is no sum over rows.
   */
  default double compute(INDArray p, INDArray t, Kernels kernels, @Nullable INDArray out) {
    return kernels.loss(this, p, t, scale(Shapes.dim(p, 0), Shapes.dim(p, 1)), out);
  }

  /** Kernels trust what they are given; this is where it is checked. */
  private void checkMemory(String what, INDArray array, Kernels kernels) {
    if (array.dataType() != kernels.dataType() || !Shapes.isContiguous(array)) {
      throw new IllegalArgumentException(
          name()
              + ": "
              + what
              + " must be "
              + kernels.dataType()
              + ", row-major without gaps, got "
              + array.dataType()
              + (Shapes.isContiguous(array) ? "" : " with gaps; dup('c') makes such a copy"));
    }
  }
}
