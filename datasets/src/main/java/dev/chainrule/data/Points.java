package dev.chainrule.data;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.io.AtomicFile;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Points of a few numbers each, and the class of each.
 *
 * <pre>{@code
 * float[] x = {0, 0, 0, 1, 1, 0, 1, 1};       // [4, 2]
 * Points xor = Points.of("xor", x, new int[] {0, 1, 1, 0}, 2);
 * xor.inputShape();                           // [2]
 * }</pre>
 */
public final class Points implements Dataset {
  private final String name;
  private final float[] x;
  private final int[] labels;
  private final int features;
  private final int classes;

  private Points(String name, float[] x, int[] labels, int classes) {
    this.name = name;
    this.x = x;
    this.labels = labels;
    this.features = x.length / labels.length;
    this.classes = classes;
  }

  /**
   * Points in memory.
   *
   * @param x shape [n, features], row-major, copied
   * @param labels shape [n], each in 0 … classes − 1, copied
   * @throws IllegalArgumentException if these do not agree or there are none
   */
  public static Points of(String name, float[] x, int[] labels, int classes) {
    int n = labels.length;
    if (n == 0 || x.length == 0 || x.length % n != 0) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "%s: expected the same number of features for each of %d labels, found %d numbers; ",
                  name,
                  n,
                  x.length)
              + "give [n, features] numbers and n labels, n and features at least 1");
    }
    for (int i = 0; i < n; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: expected labels in 0 to %d, found %d in row %d; count the classes again",
                name,
                classes - 1,
                labels[i],
                i));
      }
    }
    return new Points(name, x.clone(), labels.clone(), classes);
  }

  /**
   * Writes a CSV file with a head, {@code x0,x1,label}, over one that is there, as a whole or not
   * at all.
   */
  public void writeCsv(Path file) throws IOException {
    AtomicFile.write(file, this::writeCsv);
  }

  /** What {@link #writeCsv(Path)} puts into a file. */
  void writeCsv(OutputStream to) throws IOException {
    try (Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8)) {
      for (int j = 0; j < features; j++) {
        out.write("x" + j + ",");
      }
      out.write("label\n");
      for (int i = 0; i < labels.length; i++) {
        for (int j = 0; j < features; j++) {
          out.write(x[i * features + j] + ",");
        }
        out.write(labels[i] + "\n");
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(features);
  }

  @Override
  public Shape targetShape() {
    return Shape.of();
  }

  @Override
  public OptionalInt classes() {
    return OptionalInt.of(classes);
  }

  @Override
  public void read(int[] rows, int from, int count, float[] xs, float[] ys) {
    for (int i = 0; i < count; i++) {
      int row = Objects.checkIndex(rows[from + i], labels.length);
      System.arraycopy(x, row * features, xs, i * features, features);
      ys[i] = labels[row];
    }
  }

  @Override
  public String toString() {
    return name + ": " + size() + " points [" + features + "], " + classes + " classes";
  }
}
