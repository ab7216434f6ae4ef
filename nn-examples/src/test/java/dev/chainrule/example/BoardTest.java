package dev.chainrule.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.autodiff.Var;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands on the board. */
final class BoardTest {
  @Test
  void matricesHaveBracketsAndStandInTheMiddle() {
    Var a = Var.matrix(new double[] {2, 0}, new double[] {0, 1}, new double[] {4, -3});
    List<String> lines =
        MatrixEquation.of("A x =").and(a).and("·").row(Var.vector(0.5, -1)).lines();
    assertThat(lines)
        .containsExactly(
            "      ⎡  2   0 ⎤", "A x = ⎢  0   1 ⎥ · [  0.5000  −1.0000 ]", "      ⎣  4  −3 ⎦");
  }

  @Test
  void columnsOfNumbersStandToTheRight() {
    Board board = new Board();
    board.table(List.of("what", "h"), List.of(List.of("a", "10"), List.of("bcd", "−2.5")));
    assertThat(board.toString())
        .isEqualTo("\n   what      h\n   a        10\n   bcd    −2.5\n".substring(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-2.5, −2.5",
    "1234.5678, 1234.57",
    "0.00001234, 1.23e−05",
    "NaN, NaN",
    "Infinity, ∞",
    "12345678, 1.23e+07",
    "999999.5, 1000000"
  })
  void numbersAreShortAndHaveATrueMinus(double value, String text) {
    assertThat(Board.number(value)).isEqualTo(text);
  }

  @Test
  void aZeroHasNoSign() {
    assertThat(Board.fixed(-1e-9, 4)).isEqualTo("0.0000");
    assertThat(Board.error(0)).isEqualTo("0");
  }
}
