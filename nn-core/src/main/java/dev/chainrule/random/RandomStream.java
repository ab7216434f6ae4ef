package dev.chainrule.random;

import java.util.Arrays;

/**
 * A stream of pseudo-random numbers: xoshiro256++ (Blackman &amp; Vigna 2021), seeded by
 * SplitMix64.
 *
 * <p>The same seed gives the same numbers on every machine and every JDK: nothing here calls {@link
 * java.util.Random}, whose Gaussian has changed between releases, and transcendental functions come
 * from {@link StrictMath}. The whole state is four longs, so a run can be stopped and resumed.
 *
 * <p>A stream is split by name, without being advanced: {@code stream.split("shuffle")} is the same
 * whatever was split before it.
 *
 * <pre>{@code
 * RandomStream random = RandomStream.of(42);
 * double u = random.nextDouble();                  // uniform in [0, 1)
 * int[] order = random.split("epoch 3").permutation(60_000);
 * }</pre>
 *
 * <p>Not safe for use by several threads; give each its own split.
 */
public final class RandomStream {
  private static final double ULP = 0x1.0p-53;

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  private RandomStream(long s0, long s1, long s2, long s3) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  /** The stream of this seed; every long is a good seed. */
  public static RandomStream of(long seed) {
    long a = seed + 0x9E3779B97F4A7C15L;
    long b = a + 0x9E3779B97F4A7C15L;
    long c = b + 0x9E3779B97F4A7C15L;
    long d = c + 0x9E3779B97F4A7C15L;
    return new RandomStream(mix(a), mix(b), mix(c), mix(d));
  }

  /**
   * The stream that continues where {@link #state()} was taken.
   *
   * @throws IllegalArgumentException unless {@code state} has four longs, not all zero
   */
  public static RandomStream restore(long[] state) {
    if (state.length != 4 || Arrays.stream(state).allMatch(word -> word == 0)) {
      throw new IllegalArgumentException(
          "a random state is four longs, not all zero, got " + Arrays.toString(state));
    }
    return new RandomStream(state[0], state[1], state[2], state[3]);
  }

  /** The state: all that is needed to {@link #restore} this stream. */
  public long[] state() {
    return new long[] {s0, s1, s2, s3};
  }

  /** Makes this stream continue where {@code state} was taken. */
  public void rewind(long[] state) {
    RandomStream from = restore(state);
    s0 = from.s0;
    s1 = from.s1;
    s2 = from.s2;
    s3 = from.s3;
  }

  /** An independent stream with this name; this one is not advanced. */
  public RandomStream split(String name) {
    long key = 0xCBF29CE484222325L; // FNV-1a over the UTF-16 units
    for (int i = 0; i < name.length(); i++) {
      key = (key ^ name.charAt(i)) * 0x100000001B3L;
    }
    return split(key);
  }

  /** An independent stream with this number; this one is not advanced. */
  public RandomStream split(long index) {
    return of(mix(mix(mix(mix(mix(index) ^ s0) + s1) ^ s2) + s3));
  }

  /** 64 random bits. */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public double nextDouble() {
    return (nextLong() >>> 11) * ULP;
  }

  /** Uniform in [from, to); {@code from} if both are equal. */
  public double nextDouble(double from, double to) {
    double value = from + (to - from) * nextDouble();
    return value >= to && from < to ? Math.nextDown(to) : value; // the sum may round up to it
  }

  /**
   * Uniform in 0 … bound − 1, without bias (Lemire 2019).
   *
   * @throws IllegalArgumentException if {@code bound} is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, got " + bound);
    }
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xFFFFFFFFL;
    if (low < bound) {
      long threshold = (1L << 32) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /** Normal with mean 0 and variance 1 (Marsaglia's polar method, the second value dropped). */
  public double nextGaussian() {
    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  /** 0 … n − 1 in random order (Fisher–Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    shuffle(order);
    return order;
  }

  /** Puts {@code values} in random order, in place (Fisher–Yates). */
  public void shuffle(int[] values) {
    shuffle(values, 0, values.length);
  }

  /** Puts {@code values[from] … values[to − 1]} in random order, in place (Fisher–Yates). */
  public void shuffle(int[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int j = from + nextInt(i - from + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }

  /** SplitMix64's finaliser. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
