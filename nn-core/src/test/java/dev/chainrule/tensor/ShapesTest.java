package dev.chainrule.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

final class ShapesTest {
  private static INDArray counting(long... dims) {
    return Nd4j.arange((double) Shape.of(dims).size()).castTo(DataType.FLOAT).reshape('c', dims);
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  @Test
  void saysWhatIsOneRunOfMemory() {
    INDArray a = counting(4, 6);
    assertThat(Shapes.isContiguous(a)).isTrue();
    assertThat(Shapes.isContiguous(a.transpose())).isFalse();
    assertThat(Shapes.isContiguous(a.dup('f'))).isFalse();
    assertThat(Shapes.isContiguous(a.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all())))
        .isTrue();
    assertThat(Shapes.isContiguous(a.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3))))
        .isFalse();
    assertThat(Shapes.isContiguous(a.get(NDArrayIndex.interval(0, 2, 4), NDArrayIndex.all())))
        .isFalse();
    assertThat(Shapes.isContiguous(counting(1, 6).transpose())).isTrue();
    assertThat(Shapes.isContiguous(counting(6, 1).dup('f'))).isTrue();
    assertThat(Shapes.isContiguous(counting(2, 3, 4).permute(0, 2, 1))).isFalse();
    assertThat(Shapes.isContiguous(Nd4j.scalar(3f))).isTrue();
    assertThat(Shapes.isContiguous(a.getColumn(2))).isFalse();
    assertThat(Shapes.isContiguous(a.getRow(2))).isTrue();
  }

  @Test
  void aViewIsTheSameMemory() {
    INDArray flat = counting(24);
    INDArray view = Shapes.view(flat, 5, Shape.of(2, 3));
    assertThat(numbers(view)).containsExactly(5, 6, 7, 8, 9, 10);
    assertThat(Shapes.isContiguous(view)).isTrue();
    view.putScalar(1, 2, -1);
    assertThat(flat.getDouble(10)).isEqualTo(-1);
    flat.putScalar(5, -2);
    assertThat(view.getDouble(0, 0)).isEqualTo(-2);
    view.assign(9);
    assertThat(flat.getDouble(4)).isEqualTo(4);
    assertThat(flat.getDouble(11)).isEqualTo(11);
  }

  @Test
  void aViewOfAViewStartsWhereTheFirstDid() {
    INDArray flat = counting(24);
    INDArray first = Shapes.view(flat, 5, Shape.of(4, 4));
    INDArray second = Shapes.view(first, 6, Shape.of(2, 2));
    INDArray third = Shapes.view(second, 1, Shape.of(3));
    assertThat(numbers(second)).containsExactly(11, 12, 13, 14);
    assertThat(numbers(third)).containsExactly(12, 13, 14);
    third.putScalar(2, -1);
    assertThat(flat.getDouble(14)).isEqualTo(-1);
    INDArray sliced = counting(6, 4).get(NDArrayIndex.interval(2, 6), NDArrayIndex.all());
    assertThat(numbers(Shapes.view(sliced, 4, Shape.of(2, 2)))).containsExactly(12, 13, 14, 15);
  }

  @Test
  void aViewCanBeOneNumber() {
    INDArray one = Shapes.view(counting(4), 3, Shape.of());
    assertThat(one.rank()).isZero();
    assertThat(one.getDouble()).isEqualTo(3);
  }

  @Test
  void aViewEndsWithItsArray() {
    INDArray flat = counting(24);
    assertThat(Shapes.view(flat, 18, Shape.of(6)).getDouble(5)).isEqualTo(23);
    assertThatThrownBy(() -> Shapes.view(flat, 19, Shape.of(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("a view of shape [2, 3] at 19 reaches beyond the array's 24 numbers");
    assertThatThrownBy(() -> Shapes.view(flat, -1, Shape.of(2))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Shapes.view(flat, Long.MAX_VALUE, Shape.of(2)))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Shapes.view(flat, 2, Shape.of(Long.MAX_VALUE)))
        .isInstanceOf(ShapeException.class);
  }
}
