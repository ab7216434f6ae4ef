package dev.chainrule.trace;

import dev.chainrule.notation.Notation;

/**
 * A local derivative, ∂of/∂by: the Jacobian of one step for one sample of the batch, kept as what
 * it is and expanded on demand.
 *
 * <p>Arrays are flattened row-major: of ∂z/∂A with A {@code [out, in]}, column {@code k · in + l}
 * belongs to A[k, l]. A formula may mix the rows of its batch; the Jacobian of its operations is of
 * the whole batch, and {@link #samples} is 1.
 */
public interface Local {
  /** What sort of matrix it is. */
  enum Form {
    /** The identity: all passes as it is. */
    IDENTITY,
    /** Zero but for the diagonal. */
    DIAGONAL,
    /** A matrix that is the same for every sample. */
    MATRIX,
    /** I ⊗ fᵀ: f once in every row, shifted. */
    KRONECKER,
    /** One row: the gradient of a number. */
    GRADIENT,
    /** A matrix without more structure. */
    FULL
  }

  /** Takes one number of a Jacobian. */
  @FunctionalInterface
  interface Entry {
    /** Row {@code i} holds {@code value}. */
    void accept(long i, double value);
  }

  /** What sort of matrix it is. */
  Form form();

  /** What it is the derivative of, and by what. */
  Edge edge();

  /** {@code ∂z₂/∂A₁}. */
  default Notation notation() {
    return edge().notation();
  }

  /** What it is: {@code diag(f₁ ⊙ (1 − f₁))}, {@code I ⊗ f₁ᵀ}. */
  default Notation meaning() {
    return edge().meaning();
  }

  /** For how many samples there is a matrix; 1 if one is for all. */
  int samples();

  /** Rows of a matrix: numbers of what is computed, for one sample. */
  long rows();

  /** Columns of a matrix: numbers of what it is computed from, for one sample or for all. */
  long columns();

  /**
   * ∂of_i/∂by_j for one sample.
   *
   * @throws IllegalStateException if it cannot be told: the layer drew random numbers and has no
   *     diagonal Jacobian
   */
  double at(int sample, long i, long j);

  /** Column {@code j}, all but its zeros: what a change of one number moves. */
  default void column(int sample, long j, Entry entry) {
    for (long i = 0; i < rows(); i++) {
      double value = at(sample, i, j);
      if (value != 0) {
        entry.accept(i, value);
      }
    }
  }

  /**
   * Multiplications of upstream · this for all samples, as this form is multiplied.
   *
   * @param batch how many samples
   */
  long multiplications(int batch);

  /**
   * The whole matrix of one sample.
   *
   * @throws IllegalArgumentException if it has more than 2²⁴ numbers
   */
  default double[][] expand(int sample) {
    if (rows() * columns() > 1L << 24) {
      throw new IllegalArgumentException(
          notation() + " has " + rows() + " × " + columns() + " numbers: ask for parts by at(…)");
    }
    double[][] matrix = new double[(int) rows()][(int) columns()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = at(sample, i, j);
      }
    }
    return matrix;
  }
}
