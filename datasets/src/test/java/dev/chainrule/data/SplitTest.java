package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chainrule.dataset.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
  @Property(tries = 50)
  void everyRowIsInExactlyOnePart(
      @ForAll @IntRange(min = 2, max = 60) int n, @ForAll int some, @ForAll long seed) {
    int count = 1 + Math.floorMod(some, n - 1);
    Split split = Split.random(numbers(n), count, seed);
    assertThat(split.validation().size()).isEqualTo(count);
    float[] together = concat(values(split.train()), values(split.validation()));
    Arrays.sort(together);
    assertThat(together).isEqualTo(values(numbers(n)));
  }

  @Test
  void dependsOnTheSeedAlone() {
    float[] once = values(Split.random(numbers(100), 20, 4).validation());
    assertThat(values(Split.random(numbers(100), 20, 4).validation())).isEqualTo(once);
    assertThat(values(Split.random(numbers(100), 20, 5).validation())).isNotEqualTo(once);
  }

  @Test
  void refusesAnEmptyPart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.random(numbers(10), 10, 0))
        .withMessage(
            "numbers: expected a validation count in 1 to 9, so that both parts have rows, got 10");
    assertThatIllegalArgumentException().isThrownBy(() -> Split.random(numbers(10), 0, 0));
  }

  private static Points numbers(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
    }
    return Points.of("numbers", x, new int[n], 1);
  }

  private static float[] values(Dataset data) {
    float[] x = new float[data.size()];
    data.read(IntStream.range(0, data.size()).toArray(), 0, data.size(), x, new float[data.size()]);
    return x;
  }

  private static float[] concat(float[] a, float[] b) {
    float[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
