package dev.chainrule.kernel;

import dev.chainrule.random.RandomStream;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numerical work of a network, at the granularity of a layer. The only place, with {@code
 * Params}, where operations on arrays happen: one place to be fast, checked and, one day, replaced.
 *
 * <p>Two implementations obey the same laws: {@link Nd4jKernels}, on any ND4J backend in float or
 * double, is the reference; {@link CpuKernels}, float in host memory, is the fast one. {@link
 * #best} and {@link KernelChoice} choose.
 *
 * <p>Every array is row-major without gaps and of this instance's {@link #dataType}; the shapes are
 * as documented. Callers check, kernels trust. Outputs come last and are named {@code out}; an
 * argument is modified only where that is said. An instance owns scratch memory, and holds on to
 * the arrays that it last saw: one thread at a time.
 */
public interface Kernels {
  /** The fastest kernels there are for this type, on all cores of this machine; a new instance. */
  static Kernels best(DataType type) {
    return KernelChoice.best().kernels(type);
  }

  /**
   * All kernels there are for this type on this machine, to be compared: the reference first, then
   * the fast ones on one thread and on several; new instances.
   */
  static List<Kernels> all(DataType type) {
    return KernelChoice.all(type);
  }

  /** The type of the arrays that these kernels take. */
  DataType dataType();

  /** Among how many threads they share their work. */
  default int threads() {
    return 1;
  }

  // ---- between arrays and plain Java

  /** out ← values[0 … out.length − 1]. */
  void write(float[] values, INDArray out);

  /** out ← values[0 … out.length − 1]. */
  void write(double[] values, INDArray out);

  /**
   * The rows of out, as many as its first dimension says, ← those of {@code rows}: at the same time
   * where these kernels have threads for it, and some at a time, so that each thread writes what it
   * has made while that is in its cache.
   *
   * @param rows must not call these kernels
   */
  default void write(RowSource rows, INDArray out) {
    float[] values = new float[Math.toIntExact(out.length())];
    rows.read(0, 0, Math.toIntExact(out.size(0)), values);
    write(values, out);
  }

  /** out[0 … x.length − 1] ← x. */
  void read(INDArray x, double[] out);

  // ---- the affine map

  /**
   * out = x Aᵀ + b.
   *
   * @param x {@code [n, in]}
   * @param A {@code [out, in]}
   * @param b {@code [out]}, or null for none
   * @param out {@code [n, out]}, overwritten
   */
  void affine(INDArray x, INDArray A, @Nullable INDArray b, INDArray out);

  /**
   * The affine map and f behind it: z = x Aᵀ + b, out = f(z).
   *
   * @param x {@code [n, in]}
   * @param A {@code [out, in]}
   * @param b {@code [out]}, or null for none
   * @param z {@code [n, out]}, overwritten; where f′ reads a {@link Elementwise.Reads#RESIDUAL
   *     residual}, with that in the end
   * @param out {@code [n, out]}, overwritten; may be z, unless a residual lies there
   */
  default void affineMap(
      INDArray x, INDArray A, @Nullable INDArray b, Elementwise f, INDArray z, INDArray out) {
    affine(x, A, b, z);
    if (f.keepsResidual()) {
      mapKeeping(f, z, z, out);
    } else {
      map(f, z, out);
    }
  }

  /**
   * dA = dyᵀ x and db = Σ rows of dy, or added to what is there.
   *
   * @param dy {@code [n, out]}
   * @param x {@code [n, in]}
   * @param add whether dA and db are added to, or overwritten
   * @param dA {@code [out, in]}
   * @param db {@code [out]}, or null for none
   */
  void affineParameters(INDArray dy, INDArray x, boolean add, INDArray dA, @Nullable INDArray db);

  /**
   * The way back through f and the affine map before it: dz = dy ⊙ f′(r), then {@link
   * #affineParameters} of dz.
   *
   * @param r z, f(z) or a residual, as {@link Elementwise#derivativeReads} says, {@code [n, out]}
   * @param dy {@code [n, out]}
   * @param x {@code [n, in]}
   * @param add whether dA and db are added to, or overwritten
   * @param dz {@code [n, out]}, overwritten
   * @param dA {@code [out, in]}
   * @param db {@code [out]}, or null for none
   */
  default void affineMapParameters(
      Elementwise f,
      INDArray r,
      INDArray dy,
      INDArray x,
      boolean add,
      INDArray dz,
      INDArray dA,
      @Nullable INDArray db) {
    mapBackward(f, r, dy, dz);
    affineParameters(dz, x, add, dA, db);
  }

  /**
   * What each row adds to dA: out_i = dy_i x_iᵀ.
   *
   * @param dy {@code [n, out]}
   * @param x {@code [n, in]}
   * @param out {@code [n, out · in]}, overwritten
   */
  void affineWeightPerRow(INDArray dy, INDArray x, INDArray out);

  /**
   * out = dy A.
   *
   * @param dy {@code [n, out]}
   * @param A {@code [out, in]}
   * @param out {@code [n, in]}, overwritten
   */
  void affineInput(INDArray dy, INDArray A, INDArray out);

  // ---- maps

  /** out = f(x), element by element; {@code out} may be {@code x}. */
  void map(Elementwise f, INDArray x, INDArray out);

  /**
   * out = f(x) and what f′ reads, element by element.
   *
   * @param f one whose derivative reads a {@link Elementwise.Reads#RESIDUAL residual}
   * @param residual overwritten with it, of x's shape; may be x
   * @param out overwritten, other memory than the two
   */
  void mapKeeping(Elementwise f, INDArray x, INDArray residual, INDArray out);

  /**
   * out = dy ⊙ f′(r).
   *
   * @param r x, f(x) or a residual, as {@link Elementwise#derivativeReads} says
   */
  void mapBackward(Elementwise f, INDArray r, INDArray dy, INDArray out);

  /** out = f(x), row by row of {@code [n, k]}. */
  void mapRows(RowMap f, INDArray x, INDArray out);

  /** out = (∂y/∂x)ᵀ dy, row by row of {@code [n, k]}. */
  void mapRowsBackward(RowMap f, INDArray y, INDArray dy, INDArray out);

  /**
   * Inverted dropout: mask is 1/keep with probability keep and 0 otherwise; out = mask ⊙ x.
   *
   * @param random advanced by one number an element
   * @param mask overwritten, of x's shape
   */
  void dropout(RandomStream random, double keep, INDArray x, INDArray mask, INDArray out);

  /** out = x ⊙ y. */
  void multiply(INDArray x, INDArray y, INDArray out);

  // ---- losses

  /**
   * Σ rows of scale · ℓ(p, t).
   *
   * @param p predictions {@code [n, k]}
   * @param t targets {@code [n, k]}, or {@code [n]} indices of classes
   * @param out {@code [n, k]}, overwritten with the gradient with respect to p, or null
   * @throws IllegalArgumentException if a target is none, naming its row
   */
  double loss(RowLoss f, INDArray p, INDArray t, double scale, @Nullable INDArray out);

  /**
   * out[i] = the column of the largest number in row i of {@code x [n, k]}; the first of equals.
   *
   * @throws ArithmeticException if a row has a NaN, naming the row
   */
  void argMax(INDArray x, int[] out);

  // ---- all numbers of an array

  /** The operations that optimizers are made of; always the same object. */
  Vectors vectors();

  /** out ← value. */
  void fill(double value, INDArray out);

  /** out ← x; types may differ. */
  void copy(INDArray x, INDArray out);

  /** out ← a x + b out; where b is 0, out is not read. x may be out. */
  void axpby(double a, INDArray x, double b, INDArray out);

  /**
   * The index of the first number of {@code x} that is NaN or infinite; empty if all are finite.
   */
  OptionalLong firstNonFinite(INDArray x);
}
