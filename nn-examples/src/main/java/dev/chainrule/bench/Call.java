package dev.chainrule.bench;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/** One call of {@code cblas_sgemm}: a block of a product's rows and columns. */
final class Call {
  private final Product product;
  private final int m;
  private final int n;
  private final FloatPointer left;
  private final FloatPointer right;
  private final FloatPointer out;

  /** The block of {@code m} rows from {@code row} on and {@code n} columns from {@code column}. */
  Call(Product product, NativeMatrices memory, int row, int m, int column, int n) {
    this.product = product;
    this.m = m;
    this.n = n;
    long leftRow = product.transposeLeft() ? 1 : product.left().columns();
    long rightColumn = product.transposeRight() ? product.right().columns() : 1;
    left = memory.at(product.left(), row * leftRow);
    right = memory.at(product.right(), column * rightColumn);
    out = memory.at(product.out(), (long) row * product.n() + column);
  }

  void run() {
    cblas_sgemm(
        CblasRowMajor,
        product.transposeLeft() ? CblasTrans : CblasNoTrans,
        product.transposeRight() ? CblasTrans : CblasNoTrans,
        m,
        n,
        product.k(),
        1f,
        left,
        product.left().columns(),
        right,
        product.right().columns(),
        product.adds() ? 1f : 0f,
        out,
        product.n());
  }
}
