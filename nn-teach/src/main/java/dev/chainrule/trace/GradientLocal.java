package dev.chainrule.trace;

/**
 * One row for each sample: of L by f_K.
 *
 * @param gradient {@code [samples, columns]}
 */
record GradientLocal(Edge edge, Value gradient) implements Local {
  @Override
  public Form form() {
    return Form.GRADIENT;
  }

  @Override
  public int samples() {
    return Math.toIntExact(gradient.shape().dim(0));
  }

  @Override
  public long rows() {
    return 1;
  }

  @Override
  public long columns() {
    return gradient.size() / samples();
  }

  @Override
  public double at(int sample, long i, long j) {
    return gradient.flat(sample * columns() + j);
  }

  /** Upstream is ∂L/∂L = 1. */
  @Override
  public long multiplications(int batch) {
    return 0;
  }
}
