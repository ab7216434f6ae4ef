package dev.chainrule.autodiff;

import java.util.Map;

/** Taylor mode: coefficients t⁰ … tⁿ of every value at once, from inputs to outputs. */
final class TaylorMode {
  private TaylorMode() {}

  /**
   * The series of y, where some Vars move as told and all others stand still.
   *
   * @param moving their series, all of order n
   */
  static Series sweep(Var y, Map<Var, Series> moving, int n) {
    Graph graph = Graph.between(moving.keySet(), y);
    Series[] series = new Series[graph.size()];
    for (int i = 0; i < graph.size(); i++) {
      Var node = graph.node(i);
      Series given = moving.get(node);
      if (given != null) {
        series[i] = given;
        continue;
      }
      Var[] inputs = node.inputArray();
      Series[] x = new Series[inputs.length];
      for (int j = 0; j < x.length; j++) {
        int at = graph.inputOf(i, j);
        x[j] = at < 0 ? Series.constant(inputs[j].tensor(), n) : series[at];
      }
      series[i] = node.op().taylor(x, node, n);
    }
    return series.length == 0 ? Series.constant(y.tensor(), n) : series[series.length - 1];
  }
}
