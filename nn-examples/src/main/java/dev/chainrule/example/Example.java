package dev.chainrule.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/**
 * A piece of the lecture that runs: it computes every number that it shows. Each has methods that
 * return its numbers, for its test, and {@link #show} that writes them on a board.
 *
 * <p>To read one, begin with {@code show}; to run one, {@code nn example 8}, or its main method.
 */
public interface Example {
  /** What it is about, in a line. */
  String title();

  /** The entries of docs/lectures.md that it shows, such as A1. */
  List<String> entries();

  /** Writes formulas, numbers, and what to notice. */
  void show(Board board);

  /** A picture, if there is one. */
  default Optional<XYChart> chart() {
    return Optional.empty();
  }

  /** Its number, 1 for a class of package {@code ex01}. */
  default int number() {
    String name = getClass().getPackageName();
    return Integer.parseInt(name.substring(name.lastIndexOf(".ex") + 3));
  }

  /** {@code ex01}. */
  default String label() {
    return String.format(java.util.Locale.ROOT, "ex%02d", number());
  }

  /** All of it as text. */
  default String text() {
    Board board = new Board();
    board.title(label(), title(), entries());
    show(board);
    return board.toString();
  }

  /** Prints the text; with an argument, the name of a PNG file, draws the picture as well. */
  static void main(Example example, String... arguments) throws IOException {
    System.out.print(example.text());
    if (arguments.length > 0) {
      System.out.println(Charts.write(example, Path.of(arguments[0])));
    } else if (example.chart().isPresent()) {
      System.out.println("\nFor a picture, name a PNG file as argument.");
    }
  }
}
