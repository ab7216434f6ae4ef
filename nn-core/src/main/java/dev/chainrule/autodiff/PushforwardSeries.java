package dev.chainrule.autodiff;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Taylor coefficients of an operation that only knows its pushforward, by nested forward mode.
 *
 * <p>Along x(t), y′ = F(x, y, x′) with the pushforward F, itself a formula in Vars. Its coefficient
 * k reads y_0 … y_k and gives y_{k+1} = F_k / (k + 1). Where F does not read y, such as that of
 * softplus, one sweep gives all.
 */
final class PushforwardSeries {
  private PushforwardSeries() {}

  static Series of(Op op, Series[] x, Var y, int n) {
    @Nullable Tensor[] coefficients = new Tensor[n + 1];
    coefficients[0] = y.tensor();
    // Leaves of their own, so that F is a formula in x, y and x′ alone.
    Var leaf = Var.leaf(y.tensor());
    Var[] leaves = new Var[x.length];
    @Nullable Var[] tangents = new Var[x.length];
    for (int i = 0; i < x.length; i++) {
      leaves[i] = Var.leaf(x[i].value());
      tangents[i] = n == 0 || !moves(x[i]) ? null : Var.leaf(x[i].coefficient(1));
    }
    Var slope = n == 0 ? null : op.pushforward(tangents, leaf, leaves);
    if (slope == null) {
      return new Series(coefficients);
    }
    boolean readsY = Graph.between(List.of(leaf), slope).size() > 0;
    for (int order = readsY ? 0 : n - 1; order < n; order++) {
      Map<Var, Series> known = new HashMap<>();
      for (int i = 0; i < x.length; i++) {
        known.put(leaves[i], x[i].truncated(order));
        Var tangent = tangents[i];
        if (tangent != null) {
          known.put(tangent, x[i].truncated(order + 1).derivative());
        }
      }
      if (readsY) {
        known.put(leaf, new Series(Arrays.copyOf(coefficients, order + 1)));
      }
      Series f = TaylorMode.sweep(slope, known, order);
      for (int k = readsY ? order : 0; k <= order; k++) {
        coefficients[k + 1] = f.coefficient(k).times(1 / (k + 1.0));
      }
    }
    return new Series(coefficients);
  }

  private static boolean moves(Series x) {
    for (int k = 1; k <= x.order(); k++) {
      if (x.get(k) != null) {
        return true;
      }
    }
    return false;
  }
}
