package dev.chainrule.tensor;

import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes arrays for people: the shape, then the numbers, long rows and columns shortened in the
 * middle. ND4J's own {@code toString} drops values of views.
 *
 * <pre>{@code
 * ArrayPrinter.print(x);
 * // [2, 3]
 * //  0.5000  -1.2500   3.0000
 * //  0.0000   1.0000      NaN
 * }</pre>
 */
public final class ArrayPrinter {
  private static final int EDGE = 4;
  private static final int LONGEST = 2 * EDGE + 1;

  private ArrayPrinter() {}

  /** The shape and the numbers of {@code array}; not modified. */
  public static String print(INDArray array) {
    StringBuilder text = new StringBuilder(Shapes.of(array).toString());
    long columns = array.rank() == 0 ? 1 : array.size(array.rank() - 1);
    long rows = array.length() / columns;
    INDArray matrix = array.dup('c').reshape('c', rows, columns);
    for (long row : Excerpt.of(rows, LONGEST, EDGE)) {
      text.append('\n')
          .append(
              row == Excerpt.GAP
                  ? "  …"
                  : row((int) columns, column -> matrix.getDouble(row, column)));
    }
    return text.toString();
  }

  private static String row(int columns, IntToDoubleFunction value) {
    StringJoiner row = new StringJoiner(" ");
    for (long column : Excerpt.of(columns, LONGEST, EDGE)) {
      row.add(column == Excerpt.GAP ? "…" : number(value.applyAsDouble((int) column)));
    }
    return row.toString();
  }

  private static String number(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || !Double.isFinite(value) || (size >= 1e-3 && size < 1e5);
    return String.format(Locale.ROOT, plain ? "%9.4f" : "%9.2e", value);
  }
}
