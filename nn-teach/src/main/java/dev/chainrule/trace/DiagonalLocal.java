package dev.chainrule.trace;

/**
 * Element by element.
 *
 * @param diagonal {@code [samples, rows]}
 */
record DiagonalLocal(Edge edge, int samples, long rows, ConstantArray diagonal) implements Local {
  @Override
  public Form form() {
    return Form.DIAGONAL;
  }

  @Override
  public long columns() {
    return rows;
  }

  @Override
  public double at(int sample, long i, long j) {
    return i == j ? diagonal.get(Math.toIntExact(sample * rows + i)) : 0;
  }

  @Override
  public void column(int sample, long j, Entry entry) {
    double value = at(sample, j, j);
    if (value != 0) {
      entry.accept(j, value);
    }
  }

  @Override
  public long multiplications(int batch) {
    return diagonal.size();
  }
}
