package dev.chainrule.data;

import dev.chainrule.data.internal.StrokeDigits;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Handwritten-looking digits of our own making, bundled with this module, so that learning can
 * begin with no download: 10,000 to train on and 2,000 to test with, 28 × 28 grey, each class as
 * often as the others.
 *
 * <p>They are drawn from vector strokes with several ways to write each digit, moved and distorted
 * at random (Simard, Steinkraus &amp; Platt 2003). The bundled files are, to the byte, what {@link
 * #generateTrain} and {@link #generateTest} give for {@link #SEED}.
 *
 * <pre>{@code
 * Images train = Digits.train();
 * Images test = Digits.test();
 * Images more = Digits.generate(60_000, 7);
 * }</pre>
 */
public final class Digits {
  /** How many rows {@link #train} has. */
  public static final int TRAIN_SIZE = 10_000;

  /** How many rows {@link #test} has. */
  public static final int TEST_SIZE = 2_000;

  /** The seed of the bundled rows. */
  public static final long SEED = 1;

  private static final int CLASSES = 10;

  private Digits() {}

  /** The 10,000 bundled images to train on. */
  public static Images train() {
    return bundled("digits train", ImageFolder.TRAIN_IMAGES, ImageFolder.TRAIN_LABELS);
  }

  /** The 2,000 bundled images to test with. */
  public static Images test() {
    return bundled("digits test", ImageFolder.TEST_IMAGES, ImageFolder.TEST_LABELS);
  }

  /**
   * Writes {@code n} images anew, the same for the same n and seed on every machine.
   *
   * @throws IllegalArgumentException if {@code n} is not positive or its images exceed 2 GB
   */
  public static Images generate(int n, long seed) {
    return generate("digits", n, RandomStream.of(seed));
  }

  /** As {@link #generate}, of the rows to train on: none of them is drawn for the test. */
  public static Images generateTrain(int n, long seed) {
    return generate("digits train", n, RandomStream.of(seed).split("train"));
  }

  /** As {@link #generate}, of the rows to test with: none of them is drawn for training. */
  public static Images generateTest(int n, long seed) {
    return generate("digits test", n, RandomStream.of(seed).split("test"));
  }

  private static Images generate(String name, int n, RandomStream random) {
    int area = StrokeDigits.SIDE * StrokeDigits.SIDE;
    int most = Integer.MAX_VALUE / area;
    if (n < 1 || n > most) {
      throw new IllegalArgumentException(
          "n must be 1 to " + most + " rows, which fit in one Java array, got " + n);
    }
    RandomStream images = random.split("image");
    int[] order = random.split("order").permutation(n);
    byte[] pixels = new byte[n * area];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      int digit = order[i] % CLASSES;
      labels[i] = (byte) digit;
      StrokeDigits.write(digit, images.split(i), pixels, i * area);
    }
    return Images.of(
        name,
        Idx.wrap("generated images", Shape.of(n, StrokeDigits.SIDE, StrokeDigits.SIDE), pixels),
        Idx.wrap("generated labels", Shape.of(n), labels),
        Images.numbered(CLASSES));
  }

  private static Images bundled(String name, String images, String labels) {
    try {
      return Images.join(name, resource(images), resource(labels), Images.numbered(CLASSES));
    } catch (IOException e) { // part of this very jar, so not the caller's to handle
      throw new UncheckedIOException(e);
    }
  }

  private static Idx resource(String name) throws IOException {
    String path = "digits/" + name + ".gz";
    try (InputStream in = Digits.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(
            path
                + ": expected this resource beside "
                + Digits.class
                + ", found none; rebuild the jar");
      }
      byte[] bytes = in.readAllBytes();
      return Idx.read(new ByteArrayInputStream(bytes), path, bytes.length);
    }
  }
}
