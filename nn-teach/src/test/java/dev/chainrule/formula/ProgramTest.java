package dev.chainrule.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramTest {
  /** Deisenroth, Faisal, Ong: Mathematics for Machine Learning (2020), Example 5.14. */
  @Test
  void theWorkedExample() {
    Program program = Program.of(Formula.parse("sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))"));
    assertThat(program.steps().stream().map(Assignment::toString))
        .containsExactly(
            "a = x^2", "b = exp(a)", "c = a + b", "d = sqrt(c)", "e = cos(c)", "f = d + e");
    assertThat(program.steps().stream().map(Assignment::toLatex))
        .containsExactly(
            "a = x^{2}",
            "b = \\exp\\left(a\\right)",
            "c = a + b",
            "d = \\sqrt{c}",
            "e = \\cos\\left(c\\right)",
            "f = d + e");
    assertThat(program.result()).hasToString("f");
    assertThat(program.steps().get(0).operation()).isEqualTo(Operation.POW);
  }

  @Test
  void sumsAndProductsAreTheSameInEitherOrder() {
    assertThat(lines("x*y + y*x")).containsExactly("a = x*y", "b = a + a");
    assertThat(lines("(1 + x)*(x + 1)")).containsExactly("a = 1 + x", "b = a*a");
  }

  @Test
  void orderCountsElsewhere() {
    assertThat(lines("(x - y)*(y - x)")).containsExactly("a = x - y", "b = y - x", "c = a*b");
  }

  @Test
  void constantsStayInside() {
    assertThat(lines("2*pi*x")).containsExactly("a = 2*pi*x");
    assertThat(lines("x^-1 + [1, 2]*y")).containsExactly("a = x^-1", "b = [1, 2]*y", "c = a + b");
  }

  @Test
  void namesInUseAreLeftOut() {
    assertThat(lines("(a + c)*exp(a + c)")).containsExactly("b = a + c", "d = exp(b)", "e = b*d");
    assertThat(lines("e^x + exp(sin(cos(x)))"))
        .containsExactly("a = e^x", "b = cos(x)", "c = sin(b)", "d = exp(c)", "f = a + d");
    StringBuilder nested = new StringBuilder("x");
    for (int i = 0; i < 60; i++) {
      nested.insert(0, "sin(").append(')');
    }
    assertThat(Program.of(Formula.parse(nested.toString())).steps().stream().map(Assignment::name))
        .contains("w", "y", "z", "a1", "z1", "a2")
        .doesNotContain("x")
        .hasSize(60);
  }

  @Test
  void bracketsAndEntriesAreStepsToo() {
    assertThat(lines("[[x, y], [y, x]][1, 2] + z[3]"))
        .containsExactly(
            "a = [x, y]", "b = [y, x]", "c = [a, b]", "d = c[1, 2]", "e = z[3]", "f = d + e");
  }

  @Test
  void aLeafNeedsNoStep() {
    assertThat(Program.of(Formula.parse("x")).steps()).isEmpty();
    assertThat(Program.of(Formula.parse("x")).result()).hasToString("x");
    assertThat(Program.of(Formula.parse("2*pi")).result()).hasToString("2*pi");
    assertThat(Program.of(Formula.parse("e*x", Set.of("e"))).variables()).hasSize(2);
  }

  private static List<String> lines(String text) {
    return Program.of(Formula.parse(text)).steps().stream().map(Assignment::toString).toList();
  }
}
