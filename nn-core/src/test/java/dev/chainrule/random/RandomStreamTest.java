package dev.chainrule.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomStreamTest {
  private static long[] longs(RandomStream random, int n) {
    return LongStream.generate(random::nextLong).limit(n).toArray();
  }

  private static long[] unsigned(String... words) {
    return Arrays.stream(words).mapToLong(Long::parseUnsignedLong).toArray();
  }

  @Test
  void isXoshiro256PlusPlus() {
    // The numbers of the reference implementation for this state, as rand_xoshiro tests them too.
    assertThat(longs(RandomStream.restore(new long[] {1, 2, 3, 4}), 10))
        .containsExactly(
            unsigned(
                "41943041",
                "58720359",
                "3588806011781223",
                "3591011842654386",
                "9228616714210784205",
                "9973669472204895162",
                "14011001112246962877",
                "12406186145184390807",
                "15849039046786891736",
                "10450023813501588000"));
  }

  @Test
  void isSeededBySplitMix64() {
    assertThat(RandomStream.of(0).state())
        .containsExactly(
            0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL, 0xF88BB8A8724C81ECL);
    assertThat(RandomStream.of(1234567).state())
        .containsExactly(
            unsigned(
                "6457827717110365317",
                "3203168211198807973",
                "9817491932198370423",
                "4593380528125082431"));
  }

  @Test
  void continuesFromItsState() {
    RandomStream random = RandomStream.of(5);
    longs(random, 7);
    long[] state = random.state();
    long[] next = longs(random, 5);
    assertThat(longs(RandomStream.restore(state), 5)).isEqualTo(next);
    random.rewind(state);
    assertThat(longs(random, 5)).isEqualTo(next);
    long[] copy = random.state();
    copy[0]++;
    assertThat(random.state()).isNotEqualTo(copy);
  }

  @Test
  void refusesAStateThatIsNone() {
    assertThatThrownBy(() -> RandomStream.restore(new long[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a random state is four longs, not all zero, got [0, 0, 0, 0]");
    assertThatThrownBy(() -> RandomStream.restore(new long[] {1, 2, 3}))
        .hasMessageContaining("got [1, 2, 3]");
    RandomStream random = RandomStream.of(1);
    long[] before = random.state();
    assertThatThrownBy(() -> random.rewind(new long[5]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(random.state()).isEqualTo(before);
  }

  @Test
  void splitsByNameWithoutAdvancing() {
    RandomStream random = RandomStream.of(3);
    long[] before = random.state();
    long[] shuffle = longs(random.split("shuffle"), 4);
    longs(random.split("dropout"), 4);
    assertThat(random.state()).isEqualTo(before);
    assertThat(longs(random.split("shuffle"), 4)).isEqualTo(shuffle);
    random.nextLong();
    assertThat(longs(random.split("shuffle"), 4)).isNotEqualTo(shuffle);
  }

  @Test
  void splitsAreAllDifferent() {
    RandomStream random = RandomStream.of(3);
    Set<Long> first = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      first.add(random.split(i).nextLong());
      first.add(random.split("epoch " + i).nextLong());
      first.add(RandomStream.of(i).split("shuffle").nextLong());
      first.add(RandomStream.of(i).nextLong());
    }
    assertThat(first).hasSize(40_000);
  }

  /** Streams of neighbouring seeds and splits, laid beside each other, are uncorrelated. */
  @Test
  void splitsAreUncorrelated() {
    int n = 20_000;
    double seeds = 0;
    double splits = 0;
    double parent = 0;
    for (int i = 0; i < n; i++) {
      RandomStream random = RandomStream.of(i);
      double u = random.split(0).nextDouble() - 0.5;
      seeds += (random.nextDouble() - 0.5) * (RandomStream.of(i + 1).nextDouble() - 0.5);
      splits += u * (RandomStream.of(i).split(1).nextDouble() - 0.5);
      parent += u * (RandomStream.of(i).nextDouble() - 0.5);
    }
    double fiveSigma = 5.0 / 12 * Math.sqrt(n); // of a sum of products of two uniforms
    assertThat(seeds).isCloseTo(0, within(fiveSigma));
    assertThat(splits).isCloseTo(0, within(fiveSigma));
    assertThat(parent).isCloseTo(0, within(fiveSigma));
  }

  @Property
  void intsStayBelowTheirBound(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int bound) {
    RandomStream random = RandomStream.of(seed);
    for (int i = 0; i < 20; i++) {
      assertThat(random.nextInt(bound)).isBetween(0, bound - 1);
    }
  }

  /**
   * χ² of the counts of each value has k − 1 degrees of freedom: mean k − 1, variance 2 (k − 1).
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 100})
  void intsAreUniform(int bound) {
    int n = 200_000;
    RandomStream random = RandomStream.of(bound);
    long[] counts = new long[bound];
    for (int i = 0; i < n; i++) {
      counts[random.nextInt(bound)]++;
    }
    double expected = (double) n / bound;
    double chi2 = Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected)).sum();
    assertThat(chi2 / expected).isCloseTo(bound - 1, within(5 * Math.sqrt(2.0 * (bound - 1)) + 5));
  }

  /** Without rejection the third of these thirds would come up half as often as the others. */
  @Test
  void intsAreUniformWhereTheModuloWouldBeBiased() {
    int bound = 3 << 29; // 2³² / bound is not whole: 2⅔
    int n = 100_000;
    RandomStream random = RandomStream.of(8);
    int[] thirds = new int[3];
    for (int i = 0; i < n; i++) {
      thirds[random.nextInt(bound) % 3]++;
    }
    for (int count : thirds) {
      assertThat((double) count).isCloseTo(n / 3.0, within(5 * Math.sqrt(n * 2.0 / 9)));
    }
  }

  @Test
  void refusesABoundThatIsNotPositive() {
    assertThatThrownBy(() -> RandomStream.of(0).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be positive, got 0");
  }

  @Property
  void doublesStayInTheirRange(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double from,
      @ForAll @IntRange(min = 1, max = 4) int ulps) {
    double to = from;
    for (int i = 0; i < ulps; i++) {
      to = Math.nextUp(to);
    }
    RandomStream random = RandomStream.of(seed);
    for (int i = 0; i < 20; i++) {
      assertThat(random.nextDouble(from, to)).isGreaterThanOrEqualTo(from).isLessThan(to);
      assertThat(random.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
    assertThat(random.nextDouble(from, from)).isEqualTo(from);
  }

  @Test
  void doublesAreUniform() {
    int n = 200_000;
    RandomStream random = RandomStream.of(4);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble(-1, 3);
      sum += u;
      squares += (u - 1) * (u - 1);
    }
    double variance = 16.0 / 12;
    assertThat(sum / n).isCloseTo(1, within(5 * Math.sqrt(variance / n)));
    // The variance of (u − μ)² for a uniform of half-width a is a⁴ (1/5 − 1/9).
    assertThat(squares / n).isCloseTo(variance, within(5 * Math.sqrt(16 * (0.2 - 1.0 / 9) / n)));
  }

  /** E z = 0, E z² = 1, E z³ = 0, E z⁴ = 3, with variances 1, 2, 15 and 96. */
  @Test
  void gaussiansHaveTheirMoments() {
    int n = 200_000;
    RandomStream random = RandomStream.of(12);
    double[] moments = new double[5];
    int below = 0;
    for (int i = 0; i < n; i++) {
      double z = random.nextGaussian();
      below += z < 1 ? 1 : 0;
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(z, k) / n;
      }
    }
    assertThat(moments[1]).isCloseTo(0, within(5 * Math.sqrt(1.0 / n)));
    assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / n)));
    assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
    double phi = 0.841344746068543;
    assertThat((double) below / n).isCloseTo(phi, within(5 * Math.sqrt(phi * (1 - phi) / n)));
  }

  @Property
  void permutationsHaveEveryNumberOnce(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 200) int n) {
    int[] order = RandomStream.of(seed).permutation(n);
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, n).toArray());
  }

  @Test
  void allPermutationsAreEquallyLikely() {
    int n = 60_000;
    RandomStream random = RandomStream.of(2);
    int[] counts = new int[27];
    for (int i = 0; i < n; i++) {
      int[] p = random.permutation(3);
      counts[9 * p[0] + 3 * p[1] + p[2]]++;
    }
    assertThat(Arrays.stream(counts).filter(c -> c > 0)).hasSize(6);
    for (int count : counts) {
      if (count > 0) {
        assertThat((double) count).isCloseTo(n / 6.0, within(5 * Math.sqrt(n * 5 / 36.0)));
      }
    }
  }

  @Test
  void shufflesInPlace() {
    int[] values = {5, 5, 6, 7};
    RandomStream.of(1).shuffle(values);
    assertThat(values).containsExactlyInAnyOrder(5, 5, 6, 7);
  }

  /** Everything that was ever trained with a seed hangs on these. */
  @Test
  void theNumbersOfASeedNeverChange() {
    RandomStream random = RandomStream.of(42);
    assertThat(random.nextLong()).isEqualTo(-3425465463722317665L);
    assertThat(random.nextDouble()).isEqualTo(0.3188210400616611);
    assertThat(random.nextInt(1000)).isEqualTo(983);
    assertThat(random.nextGaussian()).isEqualTo(0.6594419179480208);
    assertThat(random.permutation(8)).containsExactly(6, 2, 7, 5, 1, 3, 0, 4);
    assertThat(random.split("parameters").nextLong()).isEqualTo(-1236759110187284667L);
    assertThat(random.split(7).nextLong()).isEqualTo(-576205072159393611L);
  }
}
