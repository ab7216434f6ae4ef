package dev.chainrule.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

final class ArrayPrinterTest {
  private static INDArray counting(long... dims) {
    return Nd4j.arange((double) Shape.of(dims).size()).castTo(DataType.FLOAT).reshape('c', dims);
  }

  /** The words of each line, the shape's line left out. */
  private static List<List<String>> cells(INDArray array) {
    return ArrayPrinter.print(array)
        .lines()
        .skip(1)
        .map(line -> Arrays.asList(line.strip().split(" +")))
        .toList();
  }

  @Test
  void writesShapeAndRows() {
    INDArray x = Nd4j.createFromArray(new double[][] {{0.5, -1.25, 3}, {0, 1, Double.NaN}});
    assertThat(ArrayPrinter.print(x).lines())
        .containsExactly(
            "[2, 3]", "   0.5000   -1.2500    3.0000", "   0.0000    1.0000       NaN");
  }

  @Test
  void writesSmallLargeAndInfinite() {
    INDArray x =
        Nd4j.createFromArray(
            1e-3, 9.9e-4, 99_999, 1e5, -1e-300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(cells(x))
        .containsExactly(
            List.of(
                "0.0010",
                "9.90e-04",
                "99999.0000",
                "1.00e+05",
                "-1.00e-300",
                "Infinity",
                "-Infinity"));
  }

  @Test
  void writesNumbersVectorsAndRankThree() {
    assertThat(ArrayPrinter.print(Nd4j.scalar(2.5))).isEqualTo("[]\n   2.5000");
    assertThat(ArrayPrinter.print(Nd4j.createFromArray(1f))).isEqualTo("[1]\n   1.0000");
    assertThat(ArrayPrinter.print(counting(2, 2, 2)).lines())
        .containsExactly(
            "[2, 2, 2]",
            "   0.0000    1.0000",
            "   2.0000    3.0000",
            "   4.0000    5.0000",
            "   6.0000    7.0000");
  }

  @Test
  void writesOtherTypes() {
    assertThat(cells(Nd4j.createFromArray(1, 2))).containsExactly(List.of("1.0000", "2.0000"));
    assertThat(cells(Nd4j.createFromArray(true, false)))
        .containsExactly(List.of("1.0000", "0.0000"));
  }

  @Test
  void writesViewsAsTheyAre() {
    INDArray a = counting(3, 4);
    assertThat(cells(a.transpose()).get(1)).containsExactly("1.0000", "5.0000", "9.0000");
    INDArray inner = a.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(1, 3));
    assertThat(cells(inner))
        .containsExactly(List.of("5.0000", "6.0000"), List.of("9.0000", "10.0000"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 10, 11, 100})
  void shortensInTheMiddle(int n) {
    List<String> expected =
        n <= 9
            ? IntStream.range(0, n).mapToObj(ArrayPrinterTest::cell).toList()
            : IntStream.of(0, 1, 2, 3, -1, n - 4, n - 3, n - 2, n - 1)
                .mapToObj(i -> i < 0 ? "…" : cell(i))
                .toList();
    assertThat(cells(counting(n))).containsExactly(expected);
    assertThat(cells(counting(n, 1)).stream().map(row -> row.get(0))).isEqualTo(expected);
  }

  @Test
  void shortensRowsAndColumns() {
    List<List<String>> cells = cells(counting(12, 10));
    assertThat(cells).hasSize(9);
    assertThat(cells.get(4)).containsExactly("…");
    assertThat(cells.get(5))
        .containsExactly(
            "80.0000", "81.0000", "82.0000", "83.0000", "…", "86.0000", "87.0000", "88.0000",
            "89.0000");
  }

  private static String cell(int value) {
    return String.format(Locale.ROOT, "%.4f", (double) value);
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ArrayPrinter.print(Nd4j.scalar(2.5))).isEqualTo("[]\n   2.5000");
    } finally {
      Locale.setDefault(before);
    }
  }
}
