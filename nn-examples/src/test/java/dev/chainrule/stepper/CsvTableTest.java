package dev.chainrule.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people have them. */
final class CsvTableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,0\n3,4.5,1",
        "1,2,0\r\n3,4.5,1\r\n",
        "a,b,class\n1,2,0\n3,4.5,1\n",
        "\"a\",\"b, c\",class\r\n\"1\",\"2\",\"0\"\r\n3,4.5,1",
        "\uFEFFa,b,class\n1,2,0\n\n3,4.5,1\n\n",
        "1;2;0\n3;4.5;1",
        "1\t2\t0\n3\t4.5\t1",
        " 1 , 2 , 0 \n 3 , 4.5 , 1 ",
        "1,2,no\n3,4.5,yes",
        "1,2,3\n3,4.5,7",
      })
  void allOfTheseAreTheSameRows(String text) {
    Samples samples = CsvTable.parse(text).samples();

    assertThat(samples.size()).isEqualTo(2);
    assertThat(samples.input(0)).containsExactly(1, 2);
    assertThat(samples.input(1)).containsExactly(3, 4.5);
    assertThat(samples.target(0)).containsExactly(0);
    assertThat(samples.target(1)).containsExactly(1);
    assertThat(samples.outputs()).isEqualTo(2);
  }

  @Test
  void classesAreNamed() {
    assertThat(CsvTable.parse("1,iris\n2,rose\n3,iris").samples().classes())
        .containsExactly("iris", "rose");
    assertThat(CsvTable.parse("1,10\n2,9\n3,10").samples().classes()).containsExactly("9", "10");
  }

  @Test
  void oneDecimalMakesThemNumbers() {
    Samples samples = CsvTable.parse("1,10\n2,9.5").samples();

    assertThat(samples.classes()).isEmpty();
    assertThat(samples.outputs()).isOne();
    assertThat(samples.target(1)).containsExactly(9.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | the table is empty",
        "'  ' | the table is empty",
        "x,y | the table has a header and no rows",
        "1 | line 1 has 1 value",
        "1,2,0;1,2,0 | every row is of class \"0\"",
        "1,2,0;1,,1 | line 2 has nothing in column 2",
        "a,b,c;1,2,0;;1,2, | line 4 has nothing in c",
        "a,b,c;1,2,0;1,x,1 | line 3, b must be a number such as 0.5, got \"x\"",
        "1,2,0;1,2 | line 2 has 2 values, line 1 has 3",
        "1,x,0;1,2,1 | line 1, column 2 must be a number",
        "1,NaN,0;1,2,1 | line 1, column 2 must be a number",
        "1,\"2,0 | the table cannot be read",
      })
  void mistakesNameTheLine(String text, String sentence) {
    assertThatThrownBy(() -> CsvTable.parse(text.replace(';', '\n')))
        .isInstanceOf(SituationException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aThousandWholeNumbersAreNoClasses() {
    StringBuilder text = new StringBuilder("area,price\n");
    for (int i = 0; i < 200; i++) {
      text.append(i).append(",").append(1000 + i).append('\n');
    }

    assertThatThrownBy(() -> CsvTable.parse(text.toString()))
        .hasMessageContaining("price has 200 different whole numbers")
        .hasMessageContaining("decimal");
  }

  @Test
  void aShelfKeepsTablesByName() {
    Shelf shelf = new Shelf();
    String name = shelf.keep("1,2,0\n3,4,1\n");

    assertThat(name).startsWith("@classes-");
    assertThat(shelf.keep("1,2,0\n3,4,1\n")).isEqualTo(name);
    assertThat(shelf.samples(Situation.parse("data=csv&csv=" + name)).size()).isEqualTo(2);
    assertThatThrownBy(
            () -> shelf.samples(Situation.parse("data=csv&csv=@classes-0123456789abcdef")))
        .hasMessageContaining("send it again");
    assertThatThrownBy(() -> shelf.keep("1,0\n".repeat(300_000)))
        .hasMessageContaining("bytes, more than 1,048,576");
    assertThatThrownBy(() -> Situation.parse("csv=" + "1,0%0A".repeat(3_000)))
        .hasMessageContaining("more than 4,000");
  }
}
