package dev.chainrule.data.internal;

import dev.chainrule.random.RandomStream;
import java.util.List;

/**
 * Writes digits: strokes with an unsteady hand, a random affine map, an elastic distortion, a pen
 * of random width, blur, uneven ink, and 52 grey levels.
 *
 * <p>The same stream gives the same bytes on every machine: only + − · / √ and {@link StrictMath}
 * are used, and each image has a stream of its own.
 */
public final class StrokeDigits {
  /** Images are 28 × 28. */
  public static final int SIDE = Ink.SIDE;

  /** Grey comes in multiples of 5 = 255 / 51, which gzip packs well and nobody sees. */
  private static final int GREY_STEP = 5;

  private static final int LAST_LEVEL = 51;

  // How much the writing varies: standard deviations, of the box, in radians, of the shear, in
  // pixels;
  // then the strength of the elastic field and of the ink's unevenness. Chosen by measurement, so
  // that
  // a 784-128-10 network gets about 97 % of the test rows right and softmax regression about 86 %.
  private static final double UNSTEADY = 0.03;
  private static final double ROTATION = 0.16;
  private static final double SLANT = 0.18;
  private static final double SHIFT = 1.4;
  private static final double ELASTIC = 10;
  private static final double TEXTURE = 0.15;

  private StrokeDigits() {}

  /**
   * Writes one digit.
   *
   * @param digit 0 … 9
   * @param random advanced
   * @param out overwritten from {@code offset}: 784 grey values, row-major, 0 is paper
   */
  public static void write(int digit, RandomStream random, byte[] out, int offset) {
    List<List<Stroke>> ways = Glyphs.of(digit);
    List<Stroke> strokes = ways.get(random.nextInt(ways.size()));
    Affine affine = Affine.random(ROTATION, SLANT, SHIFT, random);
    ElasticField field = new ElasticField(ELASTIC, random);
    double radius = random.nextDouble(0.75, 1.6);
    Ink ink = new Ink();
    for (Stroke stroke : strokes) {
      double[] path = stroke.jittered(UNSTEADY, random).path();
      affine.mapInPlace(path);
      field.moveInPlace(path);
      double begin = radius * random.nextDouble(0.8, 1.15);
      double end = radius * random.nextDouble(0.8, 1.15);
      ink.draw(path, begin, end);
    }
    ink.blur(random.nextDouble(0.02, 0.16));
    double pressure = random.nextDouble(0.85, 1.15);
    for (int i = 0; i < SIDE * SIDE; i++) {
      double grey = ink.at(i);
      if (grey > 0) {
        grey *= pressure * (1 + TEXTURE * random.nextGaussian());
      }
      long level = Math.round(Math.max(0, Math.min(1, grey)) * LAST_LEVEL);
      out[offset + i] = (byte) (level * GREY_STEP);
    }
  }
}
