package dev.chainrule.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives where the chain rule has none to offer: beside a kink, a jump, a pole or the edge of
 * a domain it multiplies 0 by ∞, and yet ‖x‖² has a Hessian at 0.
 *
 * <p>The rule. The first derivative at a kink is a convention, and so is what follows from it by
 * the chain rule. Every other derivative there is the limit of those around: what is approached
 * along a line from both sides, where both agree, and the same for every line, as the derivative is
 * linear; from within alone, at the edge of a domain. Else it is NaN, and never 0 for want of
 * better.
 *
 * <p>The means. The local rules of a singular point give NaN, which no 0 undoes. Where a sweep ends
 * in NaN for that reason, the function is followed along the line as a {@link OneSided} series, in
 * which 0 · ∞ has a value; a {@link Limit} reads the derivative off and can be differentiated
 * again. Where nothing is singular nothing is done.
 */
final class Limits {
  /** Each number of an adjoint is a sweep of its own; with more, what the chain rule says stays. */
  private static final int LARGEST = 1024;

  private Limits() {}

  /** What forward mode found of y, with limits where y is singular. */
  static Var ofPushforward(Var y, Map<Var, Var> tangents, Graph graph, Var dy) {
    boolean wanted = isWanted(y, graph, dy);
    return Maps.DERIVATIVE.apply(wanted ? chosen(dy, Limit.of(y, List.of(), tangents)) : dy);
  }

  /** What reverse mode found for x, with limits where y is singular: forward mode, transposed. */
  static Var ofPullback(Var y, Var dy, Var x, Graph graph, Var dx) {
    int n = dx.tensor().size();
    if (n > LARGEST || !isWanted(y, graph, dx)) {
      return Maps.DERIVATIVE.apply(dx);
    }
    Var upstream = Maps.IDENTITY.apply(dy); // stands still while x moves
    Var product = y.shape().rank() == 0 ? y.mul(upstream) : y.dot(upstream);
    List<Var> entries = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      Var direction = Var.leaf(Tensor.of(x.shape(), x.tensor().isFloat(), unit));
      entries.add(Limit.of(product, List.of(upstream), Map.of(x, direction)));
    }
    return Maps.DERIVATIVE.apply(chosen(dx, Var.stack(entries).reshape(x.shape())));
  }

  /**
   * Whether the chain rule will not do: its rules gave NaN, or would give the convention of a kink
   * for the derivative of a derivative.
   */
  private static boolean isWanted(Var y, Graph graph, Var found) {
    return y.readsDerivative()
        ? graph.smoothness() <= 1
        : graph.mayBreak() && found.tensor().hasNan() && graph.smoothness() == 0;
  }

  /** The series of y along a line, with limits from order 2 on if there is a kink on it. */
  static Series ofTaylor(Var y, Map<Var, Var> line, int order, Series series) {
    int smoothness = Graph.between(line.keySet(), y).smoothness();
    if (smoothness >= order) {
      return series;
    }
    @Nullable Tensor[] c = new Tensor[order + 1];
    for (int k = 0; k <= order; k++) {
      Tensor plain = series.coefficient(k);
      boolean kept = k <= smoothness && !plain.hasNan();
      c[k] = k == 0 || kept ? plain : filled(k, plain, new Approach(y, List.of()).along(line, k));
    }
    return new Series(c);
  }

  /** At a first derivative that is no number, and at higher ones, the limit. */
  private static Tensor filled(int k, Tensor plain, Tensor limit) {
    return plain.zip(limit, (p, l) -> k > 1 || Double.isNaN(p) ? l : p);
  }

  /** The limit, and what the chain rule says where that is infinite and there is no limit. */
  private static Var chosen(Var plain, Var limit) {
    double[] ruled = plain.tensor().numbers();
    double[] found = limit.tensor().numbers();
    double[] infinite = new double[ruled.length];
    boolean any = false;
    for (int i = 0; i < ruled.length; i++) {
      boolean kept = Double.isInfinite(ruled[i]) && Double.isNaN(found[i]);
      infinite[i] = kept ? 1 : 0;
      any |= kept;
    }
    return any ? plain.where(Var.leaf(Tensor.of(plain.shape(), false, infinite)), limit) : limit;
  }

  /** The series of y, where some Vars move as told and all others stand still. */
  static OneSided sweep(Var y, OneSided.Window window, Map<Var, OneSided> moving) {
    Graph graph = Graph.between(moving.keySet(), y);
    Map<Var, OneSided> constants = new HashMap<>();
    OneSided[] series = new OneSided[graph.size()];
    for (int i = 0; i < graph.size(); i++) {
      Var node = graph.node(i);
      OneSided given = moving.get(node);
      if (given != null) {
        series[i] = given;
        continue;
      }
      Var[] inputs = node.inputArray();
      OneSided[] x = new OneSided[inputs.length];
      for (int j = 0; j < x.length; j++) {
        int at = graph.inputOf(i, j);
        x[j] =
            at >= 0
                ? series[at]
                : constants.computeIfAbsent(inputs[j], c -> OneSided.constant(window, c.tensor()));
      }
      series[i] = node.op().approach(x);
    }
    return series.length == 0 ? OneSided.constant(window, y.tensor()) : series[series.length - 1];
  }
}
