package dev.chainrule.data;

import java.util.List;

/**
 * A table of numbers whose last column is what is to be learnt.
 *
 * <p>Values are separated by commas, semicolons or tabs. The first row is a header if none of its
 * values but the last is a number. Where semicolons or tabs separate values, a comma may be the
 * decimal sign, in all numbers alike. Columns at the end that are empty all over are left out.
 * Every row needs all its values.
 *
 * <pre>{@code
 * Table iris = Table.parse("length;width;kind\n5,1;3,5;setosa\n6,2;2,9;virginica\n");
 * iris.input(0);                  // [5.1, 3.5]
 * iris.target().classes();        // [setosa, virginica]
 * }</pre>
 */
public final class Table {
  private final List<String> columns;
  private final double[][] inputs;
  private final TargetColumn target;
  private final List<String> remarks;

  Table(List<String> columns, double[][] inputs, TargetColumn target, List<String> remarks) {
    this.columns = columns;
    this.inputs = inputs;
    this.target = target;
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Reads a table.
   *
   * @throws DataFormatException if it is none, naming line and column at fault and what to do
   */
  public static Table parse(String text) throws DataFormatException {
    Csv csv = Csv.parse(text);
    if (csv.rows().isEmpty()) {
      throw new DataFormatException(
          "the table is empty: give lines such as 0.5,1.2,1, the last number being the class");
    }
    return new TableParser(csv).table();
  }

  /** What the columns are called, the last one included; {@code column 1} … without a header. */
  public List<String> columns() {
    return columns;
  }

  /** How many rows. */
  public int rows() {
    return inputs.length;
  }

  /** How many numbers go in: the columns but the last. */
  public int features() {
    return columns.size() - 1;
  }

  /** The numbers of row {@code row} that go in; a new array. */
  public double[] input(int row) {
    return inputs[row].clone();
  }

  /** What is to be learnt. */
  public TargetColumn target() {
    return target;
  }

  /** A sentence on each thing that was read in one of several possible ways. */
  public List<String> remarks() {
    return remarks;
  }
}
