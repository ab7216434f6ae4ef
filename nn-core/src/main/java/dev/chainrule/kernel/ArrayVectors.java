package dev.chainrule.kernel;

import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The vectors of {@link Nd4jKernels}: ND4J's own operations, one after another. */
final class ArrayVectors implements Vectors {
  private final DataType type;

  ArrayVectors(DataType type) {
    this.type = type;
  }

  @Override
  public FlatVector of(INDArray array) {
    return FlatVector.over(array.reshape(array.length()));
  }

  @Override
  public FlatVector of(INDArray array, List<Shape> shapes) {
    FlatVector.check(array, shapes);
    return of(array);
  }

  @Override
  public FlatVector zeros(long length) {
    return FlatVector.over(Nd4j.zeros(type, length));
  }

  @Override
  public void fill(double value, FlatVector out) {
    array(out).assign(value);
  }

  @Override
  public void axpby(double a, FlatVector x, double b, FlatVector out) {
    INDArray ax = array(x).mul(a); // first, since x may be out
    array(out).assign(b == 0 ? ax : ax.addi(array(out).mul(b)));
  }

  @Override
  public void meanSquares(double beta, FlatVector x, FlatVector out) {
    array(out).muli(beta).addi(array(x).mul(array(x)).muli(1 - beta));
  }

  @Override
  public void divideByRoot(
      double a, FlatVector x, double c, FlatVector v, double epsilon, FlatVector out) {
    INDArray root = Transforms.sqrt(array(v).mul(c), false).addi(epsilon);
    array(out).assign(array(x).mul(a).divi(root));
  }

  @Override
  public double sumOfSquares(FlatVector x) {
    double sum = 0;
    for (double value : array(x).dup('c').data().asDouble()) {
      sum += value * value;
    }
    return sum;
  }

  @Override
  public void read(FlatVector x, INDArray out) {
    out.assign(array(x).reshape(out.shape()));
  }

  @Override
  public void write(INDArray x, FlatVector out) {
    array(out).assign(x.reshape(x.length()));
  }

  @Override
  public void together(Runnable operations, FlatVector scratch) {
    operations.run();
  }

  private static INDArray array(FlatVector vector) {
    return Objects.requireNonNull(vector.array());
  }
}
