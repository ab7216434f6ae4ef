package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.List;

/** The matrix products that a training step of stacked affine layers cannot do without. */
final class StepProducts {
  private StepProducts() {}

  /**
   * In the order of a step: forward y_i = y_{i−1} A_iᵀ; backward, from the last layer on, dA_i +=
   * dy_iᵀ y_{i−1} and dy_{i−1} = dy_i A_i, except for the first layer, whose input nobody
   * differentiates by.
   */
  static List<MatrixProduct> of(Workload workload) {
    List<Integer> widths = workload.widths();
    int layers = widths.size() - 1;
    List<MatrixProduct> products = new ArrayList<>();
    for (int i = 1; i <= layers; i++) {
      products.add(
          new MatrixProduct(
              y("y", workload, i - 1),
              false,
              a("A", workload, i),
              true,
              y("y", workload, i),
              false));
    }
    for (int i = layers; i >= 1; i--) {
      Matrix dy = y("dy", workload, i);
      products.add(
          new MatrixProduct(dy, true, y("y", workload, i - 1), false, a("dA", workload, i), true));
      if (i > 1) {
        products.add(
            new MatrixProduct(
                dy, false, a("A", workload, i), false, y("dy", workload, i - 1), false));
      }
    }
    return products;
  }

  private static Matrix y(String name, Workload workload, int i) {
    return new Matrix(name + i, workload.batch(), workload.widths().get(i));
  }

  private static Matrix a(String name, Workload workload, int i) {
    return new Matrix(name + i, workload.widths().get(i), workload.widths().get(i - 1));
  }
}
