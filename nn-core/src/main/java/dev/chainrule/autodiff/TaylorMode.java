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
      int[] inputs = graph.inputs(i);
      Series[] x = new Series[inputs.length];
      for (int j = 0; j < x.length; j++) {
        x[j] =
            inputs[j] < 0 ? Series.constant(node.inputArray()[j].tensor(), n) : series[inputs[j]];
      }
      series[i] = node.op().taylor(x, node, n);
    }
    return series.length == 0 ? Series.constant(y.tensor(), n) : series[series.length - 1];
  }
}
