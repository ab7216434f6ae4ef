package dev.chainrule.bench;

/**
 * One matrix product of a training step: out ← left right, or out += left right.
 *
 * @param left m × k once transposed as said
 * @param transposeLeft whether its transpose is meant
 * @param right k × n once transposed as said
 * @param transposeRight whether its transpose is meant
 * @param out m × n
 * @param adds whether the product is added to out
 */
record MatrixProduct(
    Matrix left,
    boolean transposeLeft,
    Matrix right,
    boolean transposeRight,
    Matrix out,
    boolean adds) {
  /** Checks the shapes. */
  MatrixProduct {
    int left2 = transposeLeft ? left.rows() : left.columns();
    int left1 = transposeLeft ? left.columns() : left.rows();
    int right1 = transposeRight ? right.columns() : right.rows();
    int right2 = transposeRight ? right.rows() : right.columns();
    if (left2 != right1 || left1 != out.rows() || right2 != out.columns()) {
      throw new IllegalArgumentException(
          "no product: " + left + " times " + right + " into " + out);
    }
  }

  /** Rows of the result. */
  int m() {
    return out.rows();
  }

  /** Columns of the result. */
  int n() {
    return out.columns();
  }

  /** Terms of each number's sum. */
  int k() {
    return transposeLeft ? left.rows() : left.columns();
  }

  /** How many multiplications it takes. */
  long multiplications() {
    return (long) m() * n() * k();
  }

  /** {@code y1 = y0 A1ᵀ}. */
  @Override
  public String toString() {
    return out.name()
        + (adds ? " += " : " = ")
        + left.name()
        + (transposeLeft ? "ᵀ " : " ")
        + right.name()
        + (transposeRight ? "ᵀ" : "");
  }
}
