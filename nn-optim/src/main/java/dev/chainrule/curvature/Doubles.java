package dev.chainrule.curvature;

import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays as this package computes with them: double, row-major without gaps. */
final class Doubles {
  private Doubles() {}

  /** The array itself if it is so, else a copy that is. */
  static INDArray of(INDArray array) {
    return array.dataType() == DataType.DOUBLE && Shapes.isContiguous(array) ? array : copy(array);
  }

  static INDArray copy(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c');
  }

  static void checkVector(INDArray v, long size) {
    if (v.rank() != 1 || v.length() != size) {
      throw new ShapeException(
          "v has a number for every parameter: expected shape [" + size + "], got " + Shapes.of(v));
    }
  }
}
