package dev.chainrule.trace;

/**
 * I ⊗ fᵀ: of z = A f + b by A. Row i holds f in the columns of row i of A, and zeros.
 *
 * @param f {@code [samples, in]}
 * @param rows numbers of z
 */
record KroneckerLocal(Edge edge, Value f, long rows) implements Local {
  @Override
  public Form form() {
    return Form.KRONECKER;
  }

  @Override
  public int samples() {
    return Math.toIntExact(f.shape().dim(0));
  }

  @Override
  public long columns() {
    return rows * in();
  }

  private long in() {
    return f.shape().dim(1);
  }

  @Override
  public double at(int sample, long i, long j) {
    return j / in() == i ? f.flat(sample * in() + j % in()) : 0;
  }

  @Override
  public void column(int sample, long j, Entry entry) {
    double value = f.flat(sample * in() + j % in());
    if (value != 0) {
      entry.accept(j / in(), value);
    }
  }

  /** An outer product for each sample: the zeros are not multiplied by. */
  @Override
  public long multiplications(int batch) {
    return batch * columns();
  }
}
