package dev.chainrule.example;

import dev.chainrule.autodiff.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of an equation, with matrices as they are drawn by hand:
 *
 * <pre>
 *           ⎡ 2  0 ⎤
 *   ∂f/∂x = ⎢ 0  1 ⎥ · [ 1  −1 ]
 *           ⎣ 4  3 ⎦
 * </pre>
 */
public final class MatrixEquation {
  /** Text of equal width, as many lines as it is high. */
  private record Block(List<String> lines) {
    int width() {
      return lines.get(0).length();
    }
  }

  private final List<Block> blocks = new ArrayList<>();

  private MatrixEquation() {}

  /** An equation that begins with this text. */
  public static MatrixEquation of(String text) {
    return new MatrixEquation().and(text);
  }

  /** Then text. */
  public MatrixEquation and(String text) {
    blocks.add(new Block(List.of(text)));
    return this;
  }

  /** Then a number. */
  public MatrixEquation and(double value) {
    return and(Board.number(value));
  }

  /** Then a number, a column for a vector, or a matrix. */
  public MatrixEquation and(Var value) {
    int rank = value.shape().rank();
    if (rank == 0) {
      return and(value.toDouble());
    }
    if (rank > 2) {
      throw new IllegalArgumentException("a board has two dimensions, got " + value.shape());
    }
    int rows = (int) value.shape().dim(0);
    int columns = rank == 1 ? 1 : (int) value.shape().dim(1);
    String[] cells = Board.numbers(value.toArray());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < columns; j++) {
        line.append("  ").append(cells[i * columns + j]);
      }
      String row = line.substring(1); // one space beside the bracket
      lines.add(bracket(i, rows, "[⎡⎢⎣") + row + " " + bracket(i, rows, "]⎤⎥⎦"));
    }
    blocks.add(new Block(lines));
    return this;
  }

  /** Then a vector as a row, 1×n. */
  public MatrixEquation row(Var vector) {
    return and(vector.reshape(1, vector.shape().size()));
  }

  private static char bracket(int row, int rows, String shapes) {
    return shapes.charAt(rows == 1 ? 0 : row == 0 ? 1 : row == rows - 1 ? 3 : 2);
  }

  /** The lines; shorter blocks stand in the middle. */
  List<String> lines() {
    int height = blocks.stream().mapToInt(b -> b.lines.size()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      for (Block block : blocks) {
        int at = i - (height - block.lines.size()) / 2;
        boolean inside = at >= 0 && at < block.lines.size();
        line.append(inside ? block.lines.get(at) : " ".repeat(block.width())).append(' ');
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
