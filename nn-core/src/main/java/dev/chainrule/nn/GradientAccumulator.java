package dev.chainrule.nn;

import dev.chainrule.kernel.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ∂L/∂ one parameter, summed over backward passes since it was last zeroed. Zeroing only notes that
 * the sum is empty: the first to add may write instead, which saves a pass over the memory to write
 * zeros and another to read them.
 */
public final class GradientAccumulator {
  private final INDArray array;
  private final Kernels kernels;
  private boolean isEmpty;

  GradientAccumulator(INDArray array, Kernels kernels) {
    this.array = array;
    this.kernels = kernels;
  }

  void empty() {
    isEmpty = true;
  }

  /** Whether nothing was added yet, so that {@link #toWrite} may be called. */
  public boolean isEmpty() {
    return isEmpty;
  }

  /** The array, a view; the caller now overwrites all of it with what would be added. */
  public INDArray toWrite() {
    isEmpty = false;
    return array;
  }

  /** The array, a view, to be added to. */
  public INDArray toAdd() {
    if (isEmpty) {
      isEmpty = false;
      kernels.fill(0, array);
    }
    return array;
  }
}
