package dev.chainrule.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ShapeTest {
  @Test
  void knowsItsDimensions() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.dim(1)).isEqualTo(3);
    assertThat(shape.size()).isEqualTo(24);
    assertThat(shape).hasToString("[2, 3, 4]");
    assertThat(Shape.of().size()).isEqualTo(1);
    assertThat(Shape.of().rank()).isZero();
  }

  @Test
  void equalsByValue() {
    assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(6));
    assertThat(Shape.of(1)).isNotEqualTo(Shape.of());
  }

  @Test
  void keepsNoReferenceToArrays() {
    long[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void batchAndRowAreInverse() {
    assertThat(Shape.of(28, 28).batch(32)).isEqualTo(Shape.of(32, 28, 28));
    assertThat(Shape.of(32, 28, 28).row()).isEqualTo(Shape.of(28, 28));
    assertThat(Shape.of(5).row()).isEqualTo(Shape.of());
    assertThatThrownBy(() -> Shape.of().row())
        .isInstanceOf(ShapeException.class)
        .hasMessage("a number has no rows");
    assertThatThrownBy(() -> Shape.of(3).batch(0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("dimensions must be positive, got [0, 3]");
  }

  @Test
  void refusesWhatNoArrayCanHave() {
    assertThatThrownBy(() -> Shape.of(2, 0)).hasMessage("dimensions must be positive, got [2, 0]");
    assertThatThrownBy(() -> Shape.of(-1)).hasMessage("dimensions must be positive, got [-1]");
    assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 31))
        .isInstanceOf(ShapeException.class)
        .hasMessage("shape [4294967296, 2147483648] is too large");
    assertThat(Shape.of(1L << 32, 1L << 30).size()).isEqualTo(1L << 62);
    assertThat(Shape.of(Long.MAX_VALUE).size()).isEqualTo(Long.MAX_VALUE);
  }

  @Property
  void isTooLargeExactlyWhenItsSizeExceedsALong(
      @ForAll @Size(max = 5) List<@LongRange(min = 1, max = Long.MAX_VALUE) Long> list) {
    long[] dims = list.stream().mapToLong(Long::longValue).toArray();
    BigInteger size =
        Arrays.stream(dims)
            .mapToObj(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    if (size.bitLength() < 64) {
      assertThat(Shape.of(dims).size()).isEqualTo(size.longValueExact());
    } else {
      assertThatThrownBy(() -> Shape.of(dims)).isInstanceOf(ShapeException.class);
    }
  }

  @Test
  void isAnArrayInJson() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.writeValueAsString(Shape.of(28, 28))).isEqualTo("[28,28]");
    assertThat(json.readValue("[28,28]", Shape.class)).isEqualTo(Shape.of(28, 28));
    assertThat(json.readValue("[]", Shape.class)).isEqualTo(Shape.of());
  }

  @Test
  void subscriptsCountTheLastDimensionFastest() {
    assertThat(Shape.of(28, 28).subscripts(30)).containsExactly(1, 2);
    assertThat(Shape.of(2, 3, 4).subscripts(23)).containsExactly(1, 2, 3);
    assertThat(Shape.of().subscripts(0)).isEmpty();
  }
}
