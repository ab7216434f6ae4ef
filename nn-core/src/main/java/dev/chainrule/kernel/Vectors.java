package dev.chainrule.kernel;

import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operations on flat vectors of one length: what optimizers are made of. Part of {@link Kernels},
 * of their type, and for one thread at a time as they are.
 *
 * <p>The operands of one operation are vectors as long as each other, or the same part of such
 * vectors. Outputs come last; an output may be an input too.
 */
public interface Vectors {
  /** A vector over the array's own numbers; the array is contiguous and of the kernels' type. */
  FlatVector of(INDArray array);

  /**
   * The same, over arrays of these shapes one behind the other. Where the numbers of a matrix were
   * made or are read next by several threads, it is the same ones who then work on them here.
   *
   * @throws ShapeException if together they are not as long as the array
   */
  FlatVector of(INDArray array, List<Shape> shapes);

  /** A vector of so many zeros, in memory of the kernels' own. */
  FlatVector zeros(long length);

  /** out ← value. */
  void fill(double value, FlatVector out);

  /** out ← a x + b out; where b is 0, out is not read. */
  void axpby(double a, FlatVector x, double b, FlatVector out);

  /** out ← β out + (1 − β) x²: a running mean of squares. */
  void meanSquares(double beta, FlatVector x, FlatVector out);

  /** out ← a x / (√(c v) + ε). */
  void divideByRoot(double a, FlatVector x, double c, FlatVector v, double epsilon, FlatVector out);

  /** Σ x², accumulated in double. */
  double sumOfSquares(FlatVector x);

  /** out ← x, an array as long. */
  void read(FlatVector x, INDArray out);

  /** out ← x, an array as long. */
  void write(INDArray x, FlatVector out);

  /**
   * Runs {@code operations}, which call the others here many times. Those that follow one another
   * may be carried out in one pass over the memory, with the same result up to rounding.
   *
   * @param scratch a vector whose numbers are not needed afterwards, so that they need not be
   *     written; whatever they were
   */
  void together(Runnable operations, FlatVector scratch);
}
