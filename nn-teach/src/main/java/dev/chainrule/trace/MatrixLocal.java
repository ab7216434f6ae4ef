package dev.chainrule.trace;

/**
 * The same matrix for every sample: of z = A f + b by f.
 *
 * @param matrix {@code [rows, columns]}
 */
record MatrixLocal(Edge edge, Value matrix) implements Local {
  @Override
  public Form form() {
    return Form.MATRIX;
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public long rows() {
    return matrix.shape().dim(0);
  }

  @Override
  public long columns() {
    return matrix.shape().dim(1);
  }

  @Override
  public double at(int sample, long i, long j) {
    return matrix.flat(i * columns() + j);
  }

  @Override
  public long multiplications(int batch) {
    return batch * rows() * columns();
  }
}
