package dev.chainrule.data;

import dev.chainrule.dataset.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What the rows of a data set are known by: their number, their shape and two CRC-32C checksums, of
 * the inputs and of the targets as little-endian floats. Equal rows in equal order have equal
 * fingerprints wherever they are kept; other rows have others but by an accident of 1 in 2⁶⁴. It is
 * no protection from someone who wants to deceive.
 *
 * <p>Of more than 2²⁶ numbers (MNIST has 47 million) {@value #SAMPLED} rows are looked at, evenly
 * spread, so that data larger than memory need not be read through.
 *
 * <pre>{@code
 * Fingerprint.of(Digits.test()).toString();   // 2000 rows of [784], 5d0c3f2a91b7e604
 * }</pre>
 *
 * @param text the whole of it, for people and files
 */
public record Fingerprint(String text) {
  private static final long MOST_NUMBERS = 1L << 26;
  private static final int SAMPLED = 4096;
  private static final int NUMBERS_AT_ONCE = 1 << 16;

  /** The fingerprint of these rows. */
  public static Fingerprint of(Dataset data) {
    int width = Math.toIntExact(data.inputShape().size());
    int targets = Math.toIntExact(data.targetShape().size());
    int size = data.size();
    int count = (long) size * width <= MOST_NUMBERS ? size : Math.min(size, SAMPLED);
    int atOnce = Math.max(1, NUMBERS_AT_ONCE / Math.max(1, width));
    float[] x = new float[atOnce * width];
    float[] y = new float[atOnce * targets];
    int[] rows = new int[atOnce];
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * Math.max(x.length, y.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    CRC32C inputs = new CRC32C();
    CRC32C answers = new CRC32C();
    for (int from = 0; from < count; from += atOnce) {
      int some = Math.min(atOnce, count - from);
      for (int i = 0; i < some; i++) {
        rows[i] = count == size ? from + i : (int) ((long) (from + i) * (size - 1) / (count - 1));
      }
      data.read(rows, 0, some, x, y);
      update(inputs, x, some * width, bytes);
      update(answers, y, some * targets, bytes);
    }
    return new Fingerprint(
        String.format(
            Locale.ROOT,
            "%d rows of %s, %08x%08x",
            size,
            data.inputShape(),
            inputs.getValue(),
            answers.getValue()));
  }

  private static void update(CRC32C sum, float[] numbers, int count, ByteBuffer bytes) {
    bytes.clear();
    bytes.asFloatBuffer().put(numbers, 0, count);
    sum.update(bytes.limit(Float.BYTES * count));
  }

  @Override
  public String toString() {
    return text;
  }
}
