package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.Arrays;

/** Which shapes go together, and what to say where they do not. */
final class Broadcast {
  private Broadcast() {}

  /** The message for an operation whose arguments have these shapes. */
  static String differ(String what, Shape a, Shape b) {
    String message = what + ": shapes " + a + " and " + b + " differ";
    if (fits(a, b)) {
      return message + ". To repeat the first, say so: x.broadcastTo(z.shape()).";
    }
    return fits(b, a)
        ? message + ". To repeat the second, say so: z.broadcastTo(x.shape())."
        : message + ", and neither can be repeated to become the other.";
  }

  /** Whether an array of shape {@code from} can be repeated to have shape {@code to}. */
  private static boolean fits(Shape from, Shape to) {
    int extra = to.rank() - from.rank();
    if (extra < 0) {
      return false;
    }
    for (int i = 0; i < from.rank(); i++) {
      if (from.dim(i) != 1 && from.dim(i) != to.dim(i + extra)) {
        return false;
      }
    }
    return true;
  }

  static Var to(Shape to, Var x) {
    Shape from = x.shape();
    if (from.equals(to)) {
      return x;
    }
    if (from.rank() == 0) {
      return Maps.fill(to).apply(x);
    }
    if (!fits(from, to)) {
      throw new ShapeException("broadcastTo: " + from + " cannot be repeated to become " + to);
    }
    int extra = to.rank() - from.rank();
    Var y = x;
    for (int i = 0; i < from.rank(); i++) {
      if (from.dim(i) == 1 && to.dim(i + extra) != 1) {
        y = y.sum(i).expand(i, to.dim(i + extra));
      }
    }
    for (int i = extra - 1; i >= 0; i--) {
      y = y.expand(0, to.dim(i));
    }
    return y;
  }

  /** A product sums over the last axis of a, and over {@code axis} of b. */
  static void checkProduct(Shape a, Shape b, int axis) {
    boolean ranks = a.rank() >= 1 && a.rank() <= 2 && b.rank() >= 1 && b.rank() <= 2;
    if (!ranks) {
      throw new ShapeException("a product takes vectors and matrices, got " + a + " and " + b);
    }
    if (a.dim(a.rank() - 1) != b.dim(axis)) {
      boolean transposed = b.rank() == 2 && a.dim(a.rank() - 1) == b.dim(1 - axis);
      String hint = axis == 0 ? "x.matmulTransposed(A) is x Aᵀ" : "x.matmul(A) is x A";
      throw new ShapeException(
          "a product sums over "
              + a.dim(a.rank() - 1)
              + " columns of "
              + a
              + " and "
              + b.dim(axis)
              + (axis == 0 ? " rows of " : " columns of ")
              + b
              + (transposed ? ": " + hint : ""));
    }
  }

  static int flatIndex(Shape shape, long... index) {
    boolean valid = index.length == shape.rank();
    long flat = 0;
    for (int i = 0; valid && i < index.length; i++) {
      valid = index[i] >= 0 && index[i] < shape.dim(i);
      flat = flat * shape.dim(i) + index[i];
    }
    if (!valid) {
      throw new ShapeException("no number " + Arrays.toString(index) + " in shape " + shape);
    }
    return Math.toIntExact(flat);
  }
}
