package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import java.util.Set;

/** Multiplications of one operation of a formula. */
final class OperationCost {
  /** What only adds up, repeats or rearranges: nothing is multiplied, forward or back. */
  private static final Set<String> ADDS =
      Set.of(
          "+",
          "−",
          "sum",
          "neg",
          "expand",
          "reshape",
          "fill",
          "slice",
          "pad",
          "concat",
          "transpose",
          "identity",
          "broadcast",
          "diag",
          "diagonal",
          "trace");

  private OperationCost() {}

  /** Of computing it: those of products; functions such as exp are not counted. */
  static long forward(Var y) {
    String operation = y.operation();
    if (isProductOfMatrices(y)) {
      return ofMatrices(y);
    }
    boolean isProduct = operation.equals("×") || operation.endsWith(" ×");
    return isProduct || operation.equals("square") ? y.shape().size() : 0;
  }

  /** Of its Jacobian by one input times a derivative, in either direction. */
  static long derivative(Var y, int input) {
    String operation = y.operation();
    if (ADDS.contains(operation) || operation.startsWith("+ ") || operation.startsWith("− ")) {
      return 0;
    }
    if (isProductOfMatrices(y)) {
      return ofMatrices(y);
    }
    long rows = y.shape().size();
    return y.isElementwiseIn(input) ? rows : rows * y.inputs().get(input).shape().size();
  }

  private static boolean isProductOfMatrices(Var y) {
    return y.operation().equals("matmul")
        || y.operation().equals("dot")
        || y.operation().equals("outer");
  }

  /** [m, k] by [k, n]: m k n, which is √ of the product of all three sizes. */
  private static long ofMatrices(Var y) {
    double sizes = 1.0 * y.shape().size();
    for (Var input : y.inputs()) {
      sizes *= input.shape().size();
    }
    return Math.round(Math.sqrt(sizes));
  }
}
