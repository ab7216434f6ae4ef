package dev.chainrule.bench;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * One call of {@code cblas_sgemm}, on native memory and without garbage.
 *
 * @param transposeLeft {@code CblasTrans} or {@code CblasNoTrans}
 * @param transposeRight {@code CblasTrans} or {@code CblasNoTrans}
 * @param m rows of the result
 * @param n columns of the result
 * @param k terms of each sum
 * @param leftColumns from one row in memory to the next
 * @param rightColumns from one row in memory to the next
 * @param beta 1 to add to the result, 0 to overwrite it
 * @param outColumns from one row in memory to the next
 */
record Call(
    int transposeLeft,
    int transposeRight,
    int m,
    int n,
    int k,
    FloatPointer left,
    int leftColumns,
    FloatPointer right,
    int rightColumns,
    float beta,
    FloatPointer out,
    int outColumns) {
  /** {@code m} rows of a product from {@code row} on, and {@code n} columns from {@code column}. */
  static Call of(
      MatrixProduct p,
      boolean transposed,
      NativeMatrices memory,
      int row,
      int m,
      int column,
      int n) {
    long leftAt = (long) row * (p.transposeLeft() ? 1 : p.left().columns());
    long rightAt = (long) column * (p.transposeRight() ? p.right().columns() : 1);
    FloatPointer left = memory.at(p.left(), leftAt);
    FloatPointer right = memory.at(p.right(), rightAt);
    int outColumns = transposed ? p.m() : p.n();
    long outAt = transposed ? (long) column * p.m() + row : (long) row * p.n() + column;
    Call call =
        new Call(
            p.transposeLeft() ? CblasTrans : CblasNoTrans,
            p.transposeRight() ? CblasTrans : CblasNoTrans,
            m,
            n,
            p.k(),
            left,
            p.left().columns(),
            right,
            p.right().columns(),
            p.adds() ? 1 : 0,
            memory.at(p.out(), outAt),
            outColumns);
    return transposed ? call.transposed() : call;
  }

  /** (left right)ᵀ = rightᵀ leftᵀ. */
  private Call transposed() {
    return new Call(
        transposeRight == CblasTrans ? CblasNoTrans : CblasTrans,
        transposeLeft == CblasTrans ? CblasNoTrans : CblasTrans,
        n,
        m,
        k,
        right,
        rightColumns,
        left,
        leftColumns,
        beta,
        out,
        outColumns);
  }

  void run() {
    cblas_sgemm(
        CblasRowMajor,
        transposeLeft,
        transposeRight,
        m,
        n,
        k,
        1f,
        left,
        leftColumns,
        right,
        rightColumns,
        beta,
        out,
        outColumns);
  }
}
