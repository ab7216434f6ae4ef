package dev.chainrule.nn;

import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.Locale;

/** Which targets go with which predictions. */
final class LossTargets {
  private LossTargets() {}

  /** The answer of {@link Loss#targetShape}. */
  static Shape shape(Loss loss, Shape p, Shape t) {
    if (p.rank() != 2) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%s: predictions must have shape [batch, k], got %s.%s",
              loss.name(),
              p,
              p.rank() == 1
                  ? " For one number a row, reshape them to [" + p.dim(0) + ", 1]."
                  : ""));
    }
    boolean classes = loss.targets() == Loss.Targets.CLASSES;
    Shape vector = Shape.of(p.dim(0));
    Shape column = Shape.of(p.dim(0), 1);
    if (t.equals(p) || (classes && t.equals(vector))) {
      return t;
    }
    if (p.equals(column) && t.equals(vector)) {
      return column;
    }
    if (classes && t.equals(column)) {
      return vector;
    }
    throw new ShapeException(
        String.format(
            Locale.ROOT,
            "%s: for predictions of shape %s expected targets %s%s, got %s.%s",
            loss.name(),
            p,
            p,
            classes ? " or class indices " + vector : "",
            t,
            advice(classes, p, t)));
  }

  private static String advice(boolean classes, Shape p, Shape t) {
    Shape row = Shape.of(1, p.dim(0));
    if (t.equals(row) && (classes || p.dim(1) == 1)) {
      return " Reshape them to " + (classes ? Shape.of(p.dim(0)) : p) + ".";
    }
    if (t.equals(Shape.of(p.dim(1), p.dim(0)))) {
      return " They seem to be transposed.";
    }
    if (!classes && (t.equals(Shape.of(p.dim(0))) || t.equals(Shape.of(p.dim(0), 1)))) {
      return " Write the classes as vectors first (Dataset.oneHot).";
    }
    return t.rank() > 0 && t.size() == p.size() ? " Reshape them to " + p + "." : "";
  }
}
