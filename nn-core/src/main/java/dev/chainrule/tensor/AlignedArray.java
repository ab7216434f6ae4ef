package dev.chainrule.tensor;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that begin at a line of the processor's cache, which ND4J's own do only by chance. Two
 * threads that write to two halves of an array then never write to one line: where they do, each
 * write waits for the other's cache, some 100 ns, once for every row.
 */
public final class AlignedArray {
  private static final int LINE = 64; // bytes

  private AlignedArray() {}

  /** Zeros of this shape, row-major without gaps. */
  public static INDArray zeros(DataType type, Shape shape) {
    int width = type.width();
    INDArray room = Nd4j.zeros(type, Math.addExact(shape.size(), LINE / width));
    long beyond = room.data().address() % LINE;
    return Shapes.view(room, beyond == 0 ? 0 : (LINE - beyond) / width, shape);
  }
}
