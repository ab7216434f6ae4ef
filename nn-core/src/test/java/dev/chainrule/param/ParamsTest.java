package dev.chainrule.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.param.Initializer.Fans;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ParamsTest {
  private static final Fans FANS = new Fans(1, 1);
  private static final Initializer NORMAL =
      (shape, fans, random) -> {
        double[] values = new double[Math.toIntExact(shape.size())];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
      };

  private static ParamSpec spec(String name, long... dims) {
    return new ParamSpec(name, Shape.of(dims), FANS, NORMAL);
  }

  private static final ParamLayout LAYOUT =
      ParamLayout.of(List.of(spec("weight", 2, 3), spec("bias", 2), spec("gain")));

  @Test
  void aLayoutPutsOneBehindTheOther() {
    assertThat(LAYOUT.size()).isEqualTo(9);
    assertThat(LAYOUT.names()).containsExactly("weight", "bias", "gain");
    assertThat(LAYOUT.entries().stream().map(ParamLayout.Entry::offset))
        .containsExactly(0L, 6L, 8L);
    assertThat(LAYOUT.get("bias").offset()).isEqualTo(6);
    assertThat(LAYOUT.has("bias")).isTrue();
    assertThat(LAYOUT.has("Bias")).isFalse();
  }

  @Test
  void aLayoutKnowsWhoOwnsANumber() {
    assertThat(LAYOUT.at(0).spec().name()).isEqualTo("weight");
    assertThat(LAYOUT.at(5).spec().name()).isEqualTo("weight");
    assertThat(LAYOUT.at(6).spec().name()).isEqualTo("bias");
    assertThat(LAYOUT.at(8).spec().name()).isEqualTo("gain");
    assertThatThrownBy(() -> LAYOUT.at(9))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("there are 9 parameters, got index 9");
    assertThatThrownBy(() -> LAYOUT.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aLayoutRefusesTwoOfOneNameAndTooMany() {
    assertThatThrownBy(() -> ParamLayout.of(List.of(spec("w", 1), spec("b", 1), spec("w", 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two parameters are called w");
    assertThatThrownBy(() -> ParamLayout.of(List.of(spec("w", Long.MAX_VALUE), spec("b", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("more parameters than a long can count");
  }

  @Test
  void aLayoutCannotBeChanged() {
    assertThatThrownBy(() -> LAYOUT.names().remove("bias"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> LAYOUT.entries().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aSpecHasANameAndAPath() {
    assertThat(spec("weight", 2, 3).within("0").within("2").name()).isEqualTo("2.0.weight");
    assertThat(spec("weight", 2, 3).isWeight()).isTrue();
    assertThat(spec("bias", 2).isWeight()).isFalse();
    assertThatThrownBy(() -> spec(" ")).hasMessage("a parameter needs a name");
    assertThatThrownBy(() -> new Fans(0, 3))
        .hasMessage("fan-in and fan-out must be positive, got 0 and 3");
  }

  @Test
  void viewsAreTheFlatArray() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Params params = Params.zeros(LAYOUT, type);
      INDArray flat = params.flat();
      assertThat(flat.shape()).containsExactly(9);
      assertThat(params.view("weight").shape()).containsExactly(2, 3);
      assertThat(params.view("gain").rank()).isZero();
      params.view("weight").putScalar(1, 2, 5);
      params.view("bias").assign(7);
      params.view("gain").assign(8);
      assertThat(flat.dup().data().asDouble()).containsExactly(0, 0, 0, 0, 0, 5, 7, 7, 8);
      flat.putScalar(1, 3);
      flat.putScalar(8, 4);
      assertThat(params.get("weight")).containsExactly(0, 3, 0, 0, 0, 5);
      assertThat(params.get("gain")).containsExactly(4);
      assertThat(params.dataType()).isEqualTo(type);
      assertThat(params.layout()).isSameAs(LAYOUT);
    }
  }

  @Test
  void setTakesAllNumbersOfOneParameter() {
    Params params = Params.zeros(LAYOUT, DataType.FLOAT);
    params.set("weight", 1, 2, 3, 4, 5, 6);
    params.set("gain", 9);
    assertThat(params.flat().dup().data().asDouble()).containsExactly(1, 2, 3, 4, 5, 6, 0, 0, 9);
    assertThat(params.view("weight").getDouble(1, 0)).isEqualTo(4);
    assertThatThrownBy(() -> params.set("weight", 1, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight has shape [2, 3], 6 numbers, got 2");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    Params params = Params.zeros(LAYOUT, DataType.FLOAT);
    String message = "no parameter is called wait; there are weight, bias, gain";
    assertThatThrownBy(() -> params.view("wait"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> params.get("wait")).hasMessage(message);
    assertThatThrownBy(() -> params.set("wait", 1)).hasMessage(message);
    assertThatThrownBy(() -> LAYOUT.get("wait")).hasMessage(message);
  }

  @Test
  void copiesAreIndependent() {
    Params params = Params.initialize(LAYOUT, DataType.FLOAT, RandomStream.of(1));
    double[] before = params.get("weight");
    Params copy = params.copy();
    Params wide = params.as(DataType.DOUBLE);
    assertThat(copy.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(wide.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(wide.get("weight")).isEqualTo(before);
    copy.view("weight").assign(1);
    wide.flat().assign(2);
    assertThat(params.get("weight")).isEqualTo(before);
    params.flat().assign(3);
    assertThat(copy.get("weight")).containsOnly(1);
    assertThat(wide.get("weight")).containsOnly(2);
  }

  @Test
  void eachParameterHasAStreamOfItsName() {
    RandomStream random = RandomStream.of(4);
    Params few = Params.initialize(LAYOUT, DataType.DOUBLE, random);
    ParamLayout more =
        ParamLayout.of(
            List.of(spec("new", 4), spec("gain"), spec("weight", 2, 3), spec("bias", 2)));
    Params many = Params.initialize(more, DataType.DOUBLE, random);
    for (String name : LAYOUT.names()) {
      assertThat(many.get(name)).as(name).isEqualTo(few.get(name));
    }
    assertThat(few.get("weight"))
        .isEqualTo(NORMAL.draw(Shape.of(2, 3), FANS, random.split("weight")));
    assertThat(few.get("bias")[0]).isNotEqualTo(few.get("weight")[0]);
    assertThat(random.state()).isEqualTo(RandomStream.of(4).state());
    Params other = Params.initialize(LAYOUT, DataType.DOUBLE, RandomStream.of(5));
    assertThat(other.get("weight")).isNotEqualTo(few.get("weight"));
  }

  @Test
  void anInitialiserThatDrawsTooFewIsNamed() {
    ParamSpec bad = new ParamSpec("w", Shape.of(3), FANS, (shape, fans, random) -> new double[2]);
    ParamLayout layout = ParamLayout.of(List.of(bad));
    assertThatThrownBy(() -> Params.initialize(layout, DataType.FLOAT, RandomStream.of(1)))
        .hasMessage("w has shape [3], 3 numbers, got 2");
  }

  @Test
  void thereMayBeNoParameters() {
    ParamLayout none = ParamLayout.of(List.of());
    assertThat(none.size()).isZero();
    assertThat(none.names()).isEmpty();
    Params params = Params.initialize(none, DataType.FLOAT, RandomStream.of(1));
    assertThat(params.copy().as(DataType.DOUBLE).layout().size()).isZero();
    assertThatThrownBy(() -> params.view("w")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.at(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
