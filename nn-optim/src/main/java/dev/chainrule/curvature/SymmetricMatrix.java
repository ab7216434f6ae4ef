package dev.chainrule.curvature;

import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A symmetric matrix M, {@code [P, P]}, known by its products. A product costs a few gradients and
 * the memory of a vector; the matrix P times that, and P² numbers.
 */
public final class SymmetricMatrix {
  private final String name;
  private final String call;
  private final long size;
  private final UnaryOperator<INDArray> product;

  /**
   * A matrix by its product.
   *
   * @param name what messages call it: {@code the Hessian}
   * @param call how it is come by: {@code hessian()}
   * @param product of a vector of double, row-major, that is not to be modified; a new array
   */
  SymmetricMatrix(String name, String call, long size, UnaryOperator<INDArray> product) {
    this.name = name;
    this.call = call;
    this.size = size;
    this.product = product;
  }

  /** P, the number of rows and of columns. */
  public long size() {
    return size;
  }

  /**
   * M v.
   *
   * @param v {@code [P]}; not modified
   * @return {@code [P]}, a new array
   * @throws dev.chainrule.tensor.ShapeException if v is no such vector
   */
  public INDArray times(INDArray v) {
    Doubles.checkVector(v, size);
    return product.apply(Doubles.of(v));
  }

  /**
   * vᵀ M v.
   *
   * @param v {@code [P]}; not modified
   */
  public double quadratic(INDArray v) {
    return Var.of(v).dot(Var.over(times(v))).toDouble();
  }

  /**
   * All of it, {@code [P, P]}, column by column; symmetric to rounding.
   *
   * @throws IllegalArgumentException if it takes more than {@link Curvature#DEFAULT_LIMIT}
   */
  public INDArray matrix() {
    return matrix(Curvature.DEFAULT_LIMIT);
  }

  /**
   * The same.
   *
   * @param limit how many bytes it may take
   */
  public INDArray matrix(long limit) {
    Shape shape = Shape.of(size, size);
    ArrayBudget.check(
        String.format(Locale.ROOT, "%s of %,d parameters is", name, size),
        shape,
        limit,
        "Products with it need no matrix: " + call + ".times(v).");
    INDArray all = Nd4j.createUninitialized(DataType.DOUBLE, shape.toArray());
    INDArray unit = Nd4j.zeros(DataType.DOUBLE, size);
    for (long i = 0; i < size; i++) {
      unit.putScalar(i, 1);
      Shapes.view(all, i * size, Shape.of(size)).assign(product.apply(unit));
      unit.putScalar(i, 0);
    }
    return all;
  }

  @Override
  public String toString() {
    return name + ", " + Shape.of(size, size);
  }
}
