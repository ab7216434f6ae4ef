package dev.chainrule.loss;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Loss;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A loss that is nothing but its formula; see {@link Losses#of}. */
record FormulaLoss(String name, Reduction reduction, BinaryOperator<Var> formula) implements Loss {
  FormulaLoss {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a loss needs a name, for messages");
    }
  }

  @Override
  public Var define(Var p, Var t) {
    Var rows =
        Objects.requireNonNull(
            formula.apply(p, t), () -> name + ": the formula gave null in place of a Var");
    Shape expected = Shape.of(p.shape().dim(0));
    if (!rows.shape().equals(expected)) {
      throw new ShapeException(
          name
              + ": a loss gives one number a row, shape "
              + expected
              + ", but its formula made "
              + rows.shape()
              + " from predictions "
              + p.shape()
              + ". Sum along axis 1: p.sub(t).abs().sum(1).");
    }
    return rows;
  }

  /** All rows at once, which is faster than one by one. */
  @Override
  public double compute(INDArray p, INDArray t, Kernels kernels, @Nullable INDArray out) {
    Var prediction = Var.over(p);
    Var loss = total(prediction, Var.over(t));
    if (out != null) {
      Var gradient = loss.backward(Var.scalar(1), List.of(prediction)).of(prediction);
      gradient.writeTo(kernels, out);
    }
    return loss.toDouble();
  }

  @Override
  public double scale(long rows, long columns) {
    return reduction.scale(rows, columns);
  }

  @Override
  public Targets targets() {
    return Targets.VECTORS;
  }

  @Override
  public String toString() {
    return name;
  }
}
