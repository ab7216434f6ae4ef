package dev.chainrule.kernel;

/**
 * Rows of numbers that are gathered or made as they are asked for, some at a time, by several
 * threads at once.
 */
@FunctionalInterface
public interface RowSource {
  /**
   * Writes rows {@code from … from + count − 1}, one behind the other.
   *
   * @param part which of the kernels' threads asks, 0 … threads − 1: who needs memory has some for
   *     each
   * @param into overwritten from its beginning on; may be longer
   */
  void read(int part, int from, int count, float[] into);
}
