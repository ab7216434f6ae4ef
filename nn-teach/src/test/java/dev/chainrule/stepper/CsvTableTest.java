package dev.chainrule.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as people have them. */
final class CsvTableTest {
  private static Samples usual(String text) {
    CsvTable table = CsvTable.parse(text);
    return table.samples(table.usual());
  }

  @Test
  void classesAreNamed() {
    assertThat(usual("1,iris\n2,rose\n3,iris").classes()).containsExactly("iris", "rose");
    assertThat(usual("1,10\n2,9\n3,10").classes()).containsExactly("9", "10");
  }

  @Test
  void oneDecimalMakesThemNumbers() {
    Samples samples = usual("1,10\n2,9.5");

    assertThat(samples.classes()).isEmpty();
    assertThat(samples.outputs()).isOne();
    assertThat(samples.target(1)).containsExactly(9.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the table is empty",
        "1,2,0;1,2,0 | every row is of class \"0\"",
        "a,b,c;1,2,0;1,x,1 | line 3, \"b\" must be a number such as 0.5, got \"x\"",
        "1,2,0;1,2 | line 2 has 2 values, line 1 has 3",
      })
  void mistakesAreToldAsOfAScenario(String text, String sentence) {
    assertThatThrownBy(() -> usual(text.replace(';', '\n')))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void manyWholeNumbersAreLearntAsNumbers() {
    StringBuilder text = new StringBuilder("area,price\n");
    for (int i = 0; i < 200; i++) {
      text.append(i).append(",").append(1000 + i).append('\n');
    }
    Samples samples = usual(text.toString());

    assertThat(samples.classes()).isEmpty();
    assertThat(samples.target(7)).containsExactly(1007);
    assertThat(samples.remarks())
        .containsExactly(
            "\"price\" is learnt as a number: it has 200 different whole numbers in 200 rows;"
                + " task=classification learns each as a class");
    assertThatThrownBy(() -> CsvTable.parse(text.toString()).samples(Task.CLASSIFICATION))
        .hasMessageContaining("\"price\" has 200 different values, more than the 100 classes");
  }

  /** The line y = 2 x + 1 was once a softmax of four classes. */
  @Test
  void aLineIsLearntAsNumbers() throws InterruptedException {
    Scenario line = Scenario.parse("data=csv&csv=0,1%0A1,3%0A2,5%0A3,7&hidden=none");

    assertThat(line.get(Key.TASK)).isEqualTo("regression");
    assertThat(line.get(Key.LOSS)).isEqualTo("half-mse");
    assertThat(line.get(Key.OUT)).isEqualTo("identity");
    assertThat(line.query()).doesNotContain("task").doesNotContain("loss");
    Snapshot snapshot = new SnapshotCache().of(line.then(new Change.Updates(400)));
    double[][] predicted = snapshot.predictions(new double[][] {{10}, {-1}});
    assertThat(predicted[0]).hasSize(1);
    assertThat(predicted[0][0]).isCloseTo(21, within(1e-3));
    assertThat(predicted[1][0]).isCloseTo(-1, within(1e-3));
  }

  @Test
  void whatIsLearntCanBeChosen() {
    String table = "data=csv&csv=0,1%0A1,3%0A2,5%0A3,7";
    Scenario classes = Scenario.parse(table + "&task=classification");
    assertThat(classes.get(Key.LOSS)).isEqualTo("cross-entropy");
    assertThat(classes.query()).contains("task=classification");
    assertThat(Scenario.parse(classes.query())).isEqualTo(classes);
    assertThat(new Shelf().samples(classes).classes()).containsExactly("1", "3", "5", "7");

    Shelf shelf = new Shelf();
    String binary = "data=csv&csv=" + shelf.keep("1,0\n2,1\n3,0\n");
    assertThat(shelf.samples(Scenario.parse(binary)).classes()).hasSize(2);
    Scenario numbers = Scenario.parse(binary + "&task=Regression");
    assertThat(numbers.get(Key.LOSS)).isEqualTo("half-mse");
    assertThat(shelf.samples(numbers).classes()).isEmpty();

    assertThatThrownBy(() -> Scenario.parse(table + "&task=regresion"))
        .hasMessageContaining("did you mean regression?");
    assertThatThrownBy(
            () ->
                new Shelf().samples(Scenario.parse("data=csv&csv=0,red%0A1,blue&task=regression")))
        .hasMessage("task=regression: line 1, column 2 must be a number such as 0.5, got \"red\"");
    assertThat(Scenario.parse("data=moons&task=regression").query()).isEqualTo("data=moons");
  }

  @Test
  void aNamelessFirstColumnStaysOne() {
    assertThatThrownBy(() -> Scenario.parse("data=csv&csv=%09a%09kind%0A0%091%09x%0A1%092%09y"))
        .hasMessageContaining("no name for column 1");
  }

  @Test
  void aShelfKeepsTablesByName() {
    Shelf shelf = new Shelf();
    String name = shelf.keep("1,2,0\n3,4,1\n");

    assertThat(name).startsWith("@classes-");
    assertThat(shelf.keep("1,2,0\n3,4,1\n")).isEqualTo(name);
    assertThat(shelf.samples(Scenario.parse("data=csv&csv=" + name)).size()).isEqualTo(2);
    assertThatThrownBy(
            () -> shelf.samples(Scenario.parse("data=csv&csv=@classes-0123456789abcdef")))
        .hasMessageContaining("send it again");
    assertThatThrownBy(() -> shelf.keep("1,0\n".repeat(300_000)))
        .hasMessageContaining("bytes, more than 1,048,576");
    assertThatThrownBy(() -> Scenario.parse("csv=" + "1,0%0A".repeat(3_000)))
        .hasMessageContaining("more than 4,000");
  }
}
