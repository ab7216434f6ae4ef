package dev.chainrule.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chainrule.formula.Bindings.Value;
import dev.chainrule.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingsTest {
  @Test
  void numbersVectorsAndMatrices() {
    Bindings at = Bindings.parse("x=-pi/2", "y=[1, sqrt(4), 3]", "A=[[1,2,3],[4,5,6]]");
    assertThat(at.values())
        .containsEntry("x", new Value(Shape.of(), List.of(-Math.PI / 2)))
        .containsEntry("y", new Value(Shape.of(3), List.of(1., 2., 3.)))
        .containsEntry("A", new Value(Shape.of(2, 3), List.of(1., 2., 3., 4., 5., 6.)));
    assertThat(at.names()).containsExactly("x", "y", "A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x=1 y=[2,3]",
        "x=1, y=[2,3]",
        "x=1,y=[2,3],",
        "x = 1 ; y = [2, 3]",
        "x=1\ny=[2,3]",
        "x=1y=[2,3]",
        "\ufeffx=1\r\ny=[2,3]\r\n"
      })
  void severalInOneText(String text) {
    assertThat(Bindings.parse(text)).isEqualTo(Bindings.parse("x=1", "y=[2, 3]"));
  }

  @Test
  void noneAtAll() {
    assertThat(Bindings.parse().values()).isEmpty();
    assertThat(Bindings.parse("").values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "x # values are given as x=1 or x=1, y=[2, 3] # 1",
        "x=1, 2 # commas stand between arguments, f(x, y), and entries, [x, y], and nowhere else # 4",
        "x= y=1 # a value is missing: x=… # 1",
        "x=1 x=2 # x has a value already # 5",
        "sin=1 # sin is a function: a variable needs another name # 1",
        "x=2*y # a number is expected here, not the name y # 5",
        "x=1 y=2* # something is missing after * # 8",
        "x=(1 y=2 # missing ) for the ( here # 3",
        "x=1/0 # 1/0 is not a finite number # 4",
        "x=sqrt(-1) # sqrt(-1) is not a finite number # 3",
        "x=-[1, 2] # a value is made of numbers and elementary functions of them # 4",
      })
  void errorsPointAtTheCharacter(String text, String sentence, int character) {
    FormulaException e = catchThrowableOfType(FormulaException.class, () -> Bindings.parse(text));
    assertThat(e.sentence()).isEqualTo(sentence);
    assertThat(e.offset() + 1).isEqualTo(character);
  }

  @Test
  void aNameThatLooksLikeAProductIsToldToBeOne() {
    assertThatThrownBy(() -> Bindings.parse("x=1 y=2").require(Formula.parse("xy^2")))
        .hasMessageStartingWith(
            "xy has no value: add --at xy=…, or, for a product, write x*y\n  xy^2\n  ^");
    assertThatThrownBy(() -> Bindings.parse("x=1 x1=2").require(Formula.parse("3x1x")))
        .hasMessageContaining("x1x has no value: add --at x1x=…, or, for a product, write x1*x\n");
    assertThatThrownBy(() -> Bindings.parse("x=1").require(Formula.parse("xz")))
        .hasMessageStartingWith("xz has no value: add --at xz=…\n");
    assertThatThrownBy(() -> Bindings.parse("A=[[1]] x=[1]").require(Formula.parse("Ax")))
        .hasMessageContaining("or, for a product, write A @ x\n");
    assertThatThrownBy(() -> Bindings.parse("x=[1] y=[1]").require(Formula.parse("xy")))
        .hasMessageStartingWith("xy has no value: add --at xy=…\n");
    assertThatThrownBy(() -> Bindings.parse("x=[1, 2, 3]").require(Formula.parse("x1 + 1")))
        .hasMessageContaining("add --at x1=…, or, for an entry, write x[0] to x[2]\n");
  }

  @Test
  void whatIsMissingAndWhatIsUnusedHasAName() {
    Formula formula = Formula.parse("x*y + z");
    Bindings.parse("x=1 y=2 z=3").require(formula);
    assertThatThrownBy(() -> Bindings.parse("x=1 y=2").require(formula))
        .hasMessage("z has no value: add --at z=…\n  x*y + z\n        ^");
    assertThatThrownBy(() -> Bindings.parse("x=1").require(formula))
        .hasMessage("y, z have no value: add --at \"y=… z=…\"\n  x*y + z\n    ^");
    assertThat(Bindings.parse("x=1 w=2 v=3").unused(formula)).containsExactly("w", "v");
  }
}
