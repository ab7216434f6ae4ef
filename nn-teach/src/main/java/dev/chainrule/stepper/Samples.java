package dev.chainrule.stepper;

import dev.chainrule.dataset.Dataset;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * The rows that there are to learn, as the decimals that people would write: a float of a data set
 * is its shortest decimal, 0.1 rather than 0.10000000149011612, and the same float again when it
 * becomes one. Immutable.
 */
public final class Samples {
  /** Rows with more numbers are pictures, of which one copy serves all. */
  private static final int LARGEST_OWN = 500;

  private final String name;
  private final int size;
  private final int features;
  private final List<String> classes;
  private final int numbers;
  private final IntFunction<double[]> inputs;
  private final IntFunction<double[]> targets;
  private final List<String> remarks;

  Samples(
      String name,
      int size,
      int features,
      List<String> classes,
      int numbers,
      IntFunction<double[]> inputs,
      IntFunction<double[]> targets,
      List<String> remarks) {
    this.name = name;
    this.size = size;
    this.features = features;
    this.classes = List.copyOf(classes);
    this.numbers = numbers;
    this.inputs = inputs;
    this.targets = targets;
    this.remarks = List.copyOf(remarks);
  }

  /** Mazur's one row: (0.05, 0.10) is to become (0.01, 0.99). */
  static Samples mazur() {
    return new Samples(
        "mazur",
        1,
        2,
        List.of(),
        2,
        row -> new double[] {0.05, 0.10},
        row -> new double[] {0.01, 0.99},
        List.of());
  }

  /** About how many bytes its rows take, where they are not those of a data set that is shared. */
  long ownBytes() {
    return features > LARGEST_OWN ? 0 : 8L * size * (features + numbers);
  }

  /** The rows of a data set with classes. */
  static Samples of(Dataset data) {
    int features = Math.toIntExact(data.inputShape().size());
    int classes = data.classes().orElseThrow();
    return new Samples(
        data.name(),
        data.size(),
        features,
        java.util.stream.IntStream.range(0, classes).mapToObj(data::className).toList(),
        1,
        row -> {
          float[] x = new float[features];
          data.read(new int[] {row}, 0, 1, x, new float[1]);
          return decimals(x);
        },
        row -> {
          float[] target = new float[1];
          data.read(new int[] {row}, 0, 1, new float[features], target);
          return decimals(target);
        },
        List.of());
  }

  /** The grey values 0 … 255 as the networks of pictures are given them. */
  static double[] decimals(byte[] pixels) {
    float[] grey = new float[pixels.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (pixels[i] & 0xff) / 255f;
    }
    return decimals(grey);
  }

  private static double[] decimals(float[] numbers) {
    double[] decimals = new double[numbers.length];
    for (int i = 0; i < decimals.length; i++) {
      decimals[i] = numbers[i] == 0 ? 0 : Double.parseDouble(Float.toString(numbers[i]));
    }
    return decimals;
  }

  /** What to call them. */
  public String name() {
    return name;
  }

  /** A sentence on each thing that was taken in one of several possible ways. */
  public List<String> remarks() {
    return remarks;
  }

  /** How many rows. */
  public int size() {
    return size;
  }

  /** How many numbers go in. */
  public int features() {
    return features;
  }

  /** The names of the classes; none where targets are numbers. */
  public List<String> classes() {
    return classes;
  }

  /** How many numbers come out of a network for them: one for each class, or those of a target. */
  public int outputs() {
    return classes.isEmpty() ? numbers : classes.size();
  }

  /** The numbers of row {@code row}; a new array. */
  public double[] input(int row) {
    return inputs.apply(Objects.checkIndex(row, size));
  }

  /** What row {@code row} is to become: the index of its class, or numbers; a new array. */
  public double[] target(int row) {
    return targets.apply(Objects.checkIndex(row, size));
  }
}
