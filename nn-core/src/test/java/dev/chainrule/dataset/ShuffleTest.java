package dev.chainrule.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Orders of rows: each row once, told by the seed, and as random as they say. */
class ShuffleTest {
  @Property
  void everyRowOnce(
      @ForAll @IntRange(max = 500) int rows,
      @ForAll @IntRange(min = 1, max = 60) int block,
      @ForAll @IntRange(min = 1, max = 20) int pool,
      @ForAll long seed) {
    for (Shuffle shuffle : List.of(Shuffle.UNIFORM, new BlockShuffle(block, pool))) {
      int[] order = shuffle.order(rows, RandomStream.of(seed));
      assertThat(order).hasSize(rows);
      assertThat(Arrays.stream(order).sorted()).containsExactlyElementsOf(inOrder(rows));
      assertThat(shuffle.order(rows, RandomStream.of(seed))).isEqualTo(order);
    }
  }

  @Property(tries = 100)
  void everyEpochIsAnother(@ForAll long seed) {
    for (Shuffle shuffle : List.of(Shuffle.UNIFORM, new BlockShuffle(10, 2))) {
      RandomStream random = RandomStream.of(seed);
      assertThat(shuffle.order(100, random.split("epoch 1")))
          .isNotEqualTo(shuffle.order(100, random.split("epoch 2")));
    }
  }

  @Property
  void aPoolIsWholeBlocks(
      @ForAll @IntRange(min = 1, max = 30) int block,
      @ForAll @IntRange(min = 1, max = 8) int pool,
      @ForAll @IntRange(min = 1, max = 8) int pools,
      @ForAll long seed) {
    int size = block * pool;
    int[] order = new BlockShuffle(block, pool).order(size * pools, RandomStream.of(seed));
    for (int p = 0; p < pools; p++) {
      long blocks =
          IntStream.range(p * size, (p + 1) * size).map(i -> order[i] / block).distinct().count();
      assertThat(blocks).isEqualTo(pool);
    }
  }

  /** All 24 orders of four rows, where one pool holds all blocks: 1,000 ± 31 of each expected. */
  @Example
  void oneLargePoolIsUniform() {
    Shuffle shuffle = new BlockShuffle(2, 2);
    Map<List<Integer>, Integer> counts =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    RandomStream random = RandomStream.of(1);
    for (int i = 0; i < 24_000; i++) {
      counts.merge(Arrays.stream(shuffle.order(4, random)).boxed().toList(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(24);
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isCloseTo(1000, within(150)));
  }

  /** The figure of its documentation: a file sorted by ten classes, 64 blocks of one class each. */
  @Example
  void theShareOfAClassInAPoolIsAsDocumented() {
    int block = 10;
    int rows = block * 64 * 50;
    double squares = 0;
    for (int epoch = 0; epoch < 20; epoch++) {
      int[] order = new BlockShuffle(block, 64).order(rows, RandomStream.of(epoch));
      for (int p = 0; p < 50; p++) {
        long first =
            Arrays.stream(order, p * 64 * block, (p + 1) * 64 * block)
                .filter(row -> row < rows / 10)
                .count();
        squares += Math.pow(first / (64.0 * block) - 0.1, 2) / (20 * 50);
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(0.038, within(0.003));
  }

  @Example
  void blocksAreAMebibyteAndAtLeastARow() {
    assertThat(BlockShuffle.ofRowsOf(784)).isEqualTo(new BlockShuffle(1337, BlockShuffle.POOL));
    assertThat(BlockShuffle.ofRowsOf(1L << 33).block()).isEqualTo(1);
    assertThat(new BlockShuffle(Integer.MAX_VALUE, Integer.MAX_VALUE).order(3, RandomStream.of(1)))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockShuffle(0, 1))
        .withMessage("block and pool must be at least 1, got 0 and 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new BlockShuffle(1, 0));
  }

  private static List<Integer> inOrder(int rows) {
    return IntStream.range(0, rows).boxed().toList();
  }
}
