package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Who updates which parameters. */
final class SharesTest {
  private static Shares.Range range(long from, long to) {
    return new Shares.Range(from, to);
  }

  @Test
  void whoMakesTheGradientOfARowUpdatesIt() {
    int second = 512 * 784 + 512;
    int third = second + 512 * 512 + 512;
    List<Shape> w3 =
        List.of(
            Shape.of(512, 784),
            Shape.of(512),
            Shape.of(512, 512),
            Shape.of(512),
            Shape.of(10, 512),
            Shape.of(10));
    Shares shares = Shares.of(w3, 2);
    assertThat(shares.count()).isEqualTo(2);
    assertThat(shares.of(0))
        .containsExactly(
            range(0, 256 * 784),
            range(second, second + 256 * 512),
            range(512 * 784, second),
            range(second + 512 * 512, third + 10 * 512 + 10));
    assertThat(shares.of(1))
        .containsExactly(
            range(256 * 784, 512 * 784), range(second + 256 * 512, second + 512 * 512));
  }

  @Test
  void fewNumbersAreTheCallers() {
    Shares shares = Shares.of(List.of(Shape.of(30, 784), Shape.of(30)), 2);
    assertThat(shares.count()).isEqualTo(1);
    assertThat(shares.of(0)).containsExactly(range(0, 30 * 785));
    assertThat(Shares.of(List.of(), 2).of(0)).isEmpty();
  }

  @Property
  void everyNumberIsInOneShareAndAllHaveMuchTheSame(
      @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 500) Integer> rows,
      @ForAll @Size(max = 6) List<@IntRange(max = 700) Integer> columns,
      @ForAll @IntRange(min = 1, max = 5) int threads) {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < Math.min(rows.size(), columns.size()); i++) {
      int n = columns.get(i); // none: a vector
      shapes.add(n == 0 ? Shape.of(rows.get(i)) : Shape.of(rows.get(i), n));
    }
    int length = (int) shapes.stream().mapToLong(Shape::size).sum();
    Shares shares = Shares.of(shapes, threads);
    assertThat(shares.count()).isEqualTo(Tiles.shards(length, threads));
    int[] owners = new int[length];
    long blocks = shapes.stream().mapToLong(s -> 16 * s.size() / s.dim(0)).sum();
    for (int i = 0; i < shares.count(); i++) {
      for (Shares.Range range : shares.of(i)) {
        for (long at = range.from(); at < range.to(); at++) {
          owners[(int) at]++;
        }
      }
      long size = Arrays.stream(shares.of(i)).mapToLong(Shares.Range::size).sum();
      assertThat(size).isLessThanOrEqualTo((length / shares.count() + 1) * 33L / 32 + blocks);
    }
    assertThat(owners).containsOnly(length == 0 ? new int[0] : new int[] {1});
  }
}
