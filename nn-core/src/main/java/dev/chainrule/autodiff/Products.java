package dev.chainrule.autodiff;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices and vectors. Small ones are loops in double; large ones, ND4J's product of
 * the type of their numbers.
 */
final class Products {
  /**
   * Multiplications from which ND4J is faster than the loop, its calls and conversions included:
   * see docs/adr/0010.
   */
  private static final long LARGE = 64 * 64 * 64;

  private Products() {}

  /** op(A) op(B), where op transposes if so told. */
  static Tensor matrices(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
    int m = a.dim(transposeA ? 1 : 0);
    int k = a.dim(transposeA ? 0 : 1);
    int n = b.dim(transposeB ? 0 : 1);
    if ((long) m * k * n >= LARGE) {
      return onKernels(a, transposeA, b, transposeB, Shape.of(m, n));
    }
    Shape shape = Shape.of(m, n);
    double[] x = a.numbers();
    double[] z = (transposeB ? b.transpose() : b).numbers(); // so that loops over j vectorise
    double[] y = Tensor.room(shape);
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        double factor = transposeA ? x[p * m + i] : x[i * k + p];
        for (int j = 0; j < n; j++) {
          y[i * n + j] += factor * z[p * n + j];
        }
      }
    }
    return Tensor.of(shape, a.isFloat() || b.isFloat(), y);
  }

  private static Tensor onKernels(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Shape shape) {
    if (transposeA && transposeB) { // AᵀBᵀ = (BA)ᵀ
      return matrices(b, false, a, false).transpose();
    }
    Tensor.checkSize(shape);
    boolean isFloat = a.isFloat() || b.isFloat();
    INDArray x = typed(a, isFloat);
    INDArray z = typed(b, isFloat);
    INDArray y = Nd4j.create(x.dataType(), shape.toArray());
    Kernels kernels = KernelChoice.best().withThreads(1).kernels(x.dataType());
    if (transposeB) {
      kernels.affine(x, z, null, y);
    } else if (transposeA) {
      kernels.affineParameters(x, z, false, y, null);
    } else {
      kernels.affineInput(x, z, y);
    }
    return Tensor.of(y);
  }

  /** In double beside a float, its double digits are of no use. */
  private static INDArray typed(Tensor x, boolean isFloat) {
    return x.isFloat() == isFloat ? x.array() : Tensor.of(x.shape(), isFloat, x.numbers()).array();
  }

  /** A times a vector or a matrix. */
  static Tensor matrixTimes(Tensor a, Tensor x) {
    return x.shape().rank() == 1 ? matrixVector(a, false, x) : matrices(a, false, x, false);
  }

  /** A x, or Aᵀ x. */
  static Tensor matrixVector(Tensor a, boolean transpose, Tensor x) {
    Tensor row = x.reshape(Shape.of(1, x.dim(0))); // (A x)ᵀ = xᵀ Aᵀ
    return matrices(row, false, a, !transpose).reshape(Shape.of(a.dim(transpose ? 1 : 0)));
  }

  static Tensor dot(Tensor a, Tensor b) {
    double[] x = a.numbers();
    double[] z = b.numbers();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * z[i];
    }
    return Tensor.of(Shape.of(), a.isFloat() || b.isFloat(), sum);
  }

  /** a bᵀ. */
  static Tensor outer(Tensor a, Tensor b) {
    double[] x = a.numbers();
    double[] z = b.numbers();
    Shape shape = Shape.of(x.length, z.length);
    double[] y = Tensor.room(shape);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < z.length; j++) {
        y[i * z.length + j] = x[i] * z[j];
      }
    }
    return Tensor.of(shape, a.isFloat() || b.isFloat(), y);
  }
}
