package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every {@link Kernels} does, against plain loops in double. Every array that the laws make is
 * a view into a larger one that does not begin at its start, and whose other numbers must stay.
 */
final class KernelLaws {
  /** Lengths around that of a tile, and one that is worth several threads. */
  private static final int[] LENGTHS = {
    1,
    2,
    7,
    Tiles.SIZE - 1,
    Tiles.SIZE,
    Tiles.SIZE + 1,
    3 * Tiles.SIZE + 1,
    3 * Tiles.PER_THREAD * Tiles.SIZE + 5 // shared among three threads
  };

  /** Rows, inputs, outputs. */
  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 3, 1},
    {1, 1, 4},
    {5, 1, 1},
    {1, 3, 4},
    {5, 3, 1},
    {5, 1, 4},
    {4, 4, 4},
    {7, 5, 3},
    {64, 33, 17},
    {3, 4097, 2},
    {2, 3, 4097},
    {4097, 2, 3},
    {200, 70, 130}, // these three are shared among three threads, by rows and by columns
    {150, 50, 100},
    {100, 400, 100}, // from here on in pieces: by 8 rows,
    {40, 300, 200}, // 16 columns,
    {100, 210, 165}, // 8 columns,
    {100, 64, 15} // 32 rows
  };

  private static final double PAD = 77;

  private static final Map<String, Consumer<Kernels>> LAWS = new LinkedHashMap<>();

  static {
    LAWS.put("write and read", KernelLaws::writeAndRead);
    LAWS.put("write rows", KernelLaws::writeRows);
    LAWS.put("affine", KernelLaws::affine);
    LAWS.put("affineParameters adds", KernelLaws::affineParameters);
    LAWS.put("affineWeightPerRow", KernelLaws::affineWeightPerRow);
    LAWS.put("affineInput", KernelLaws::affineInput);
    LAWS.put("map, in place too", KernelLaws::map);
    LAWS.put("mapKeeping", KernelLaws::mapKeeping);
    LAWS.put("mapBackward", KernelLaws::mapBackward);
    LAWS.put("mapRows", KernelLaws::mapRows);
    LAWS.put("mapRowsBackward", KernelLaws::mapRowsBackward);
    LAWS.put("dropout", KernelLaws::dropout);
    LAWS.put("multiply", KernelLaws::multiply);
    LAWS.put("loss of vectors", KernelLaws::lossOfVectors);
    LAWS.put("loss of classes", KernelLaws::lossOfClasses);
    LAWS.put("loss names the row of a wrong target", KernelLaws::lossOfWrongTargets);
    LAWS.put("argMax", KernelLaws::argMax);
    LAWS.put("fill", KernelLaws::fill);
    LAWS.put("copy, from either type", KernelLaws::copy);
    LAWS.put("axpby, in place too", KernelLaws::axpby);
    LAWS.put("meanSquares", KernelLaws::meanSquares);
    LAWS.put("divideByRoot", KernelLaws::divideByRoot);
    LAWS.put("sumOfSquares", KernelLaws::sumOfSquares);
    LAWS.put("vectors of their own", KernelLaws::ownVectors);
    LAWS.put("vectors together", KernelLaws::vectorsTogether);
    LAWS.put("parts of vectors", KernelLaws::partsOfVectors);
    LAWS.put("vectors of matrices", KernelLaws::vectorsOfMatrices);
    LAWS.put("affineMap = affine, then map", KernelLaws::affineMap);
    LAWS.put("affineMapParameters = mapBackward, then affineParameters", KernelLaws::affineMapBack);
    LAWS.put("affineParameters overwrites", KernelLaws::affineParametersOverwrite);
    LAWS.put("firstNonFinite", KernelLaws::firstNonFinite);
    LAWS.put("one instance for many sizes in any order", KernelLaws::anyOrder);
  }

  private KernelLaws() {}

  /** The laws by name. */
  static Map<String, Consumer<Kernels>> all() {
    return LAWS;
  }

  // ---- arrays to try them on

  /** Numbers that the kernels' type holds exactly. */
  private static double[] numbers(Kernels k, String name, int n) {
    RandomStream random = RandomStream.of(n).split(name);
    double[] values = new double[n];
    Arrays.setAll(values, i -> rounded(k, random.nextGaussian()));
    return values;
  }

  private static double rounded(Kernels k, double value) {
    return k.dataType() == DataType.FLOAT ? (float) value : value;
  }

  /** A view with these numbers, three numbers behind the start of a larger array. */
  private static INDArray array(Kernels k, double[] values, long... dims) {
    return array(k.dataType(), values, dims);
  }

  private static INDArray array(DataType type, double[] values, long... dims) {
    double[] padded = new double[values.length + 5];
    Arrays.fill(padded, PAD);
    System.arraycopy(values, 0, padded, 3, values.length);
    INDArray whole = Nd4j.createFromArray(padded).castTo(type);
    return Shapes.view(Shapes.view(whole, 1, Shape.of(values.length + 3)), 2, Shape.of(dims));
  }

  /** A view to write to; NaN, so that nothing of it may be read. */
  private static INDArray out(Kernels k, long... dims) {
    double[] values = new double[Math.toIntExact(Shape.of(dims).size())];
    Arrays.fill(values, Double.NaN);
    return array(k, values, dims);
  }

  /** The numbers of a view, once those around it were found unharmed. */
  private static double[] numbers(INDArray view) {
    int n = Math.toIntExact(view.length());
    INDArray around =
        Nd4j.create(
            view.data().originalDataBuffer() == null
                ? view.data()
                : view.data().originalDataBuffer());
    double[] all = around.data().asDouble();
    assertThat(all).hasSize(n + 5);
    assertThat(new double[] {all[0], all[1], all[2], all[n + 3], all[n + 4]})
        .as("the numbers around the view")
        .containsOnly(PAD);
    return Arrays.copyOfRange(all, 3, n + 3);
  }

  /** Equal up to the rounding of {@code terms} additions of numbers of the largest one's size. */
  private static void close(Kernels k, String what, double[] expected, INDArray actual, int terms) {
    double epsilon = k.dataType() == DataType.FLOAT ? 0x1.0p-24 : 0x1.0p-53;
    double size = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    assertThat(numbers(actual))
        .as(what)
        .hasSameSizeAs(expected)
        .satisfies(
            a -> {
              for (int i = 0; i < expected.length; i++) {
                double e = expected[i];
                if (!(Math.abs(a[i] - e) <= 8 * epsilon * Math.sqrt(terms) * size)) {
                  throw new AssertionError(what + ": number " + i + " is " + a[i] + ", not " + e);
                }
              }
            });
  }

  private static void unchanged(String what, double[] before, INDArray array) {
    assertThat(numbers(array)).as("%s is not modified", what).isEqualTo(before);
  }

  // ---- the laws

  private static void writeAndRead(Kernels k) {
    for (int n : LENGTHS) {
      double[] values = numbers(k, "values", n + 2); // more than the array takes
      float[] floats = new float[n + 2];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      double[] expected = Arrays.copyOf(values, n);
      INDArray out = out(k, n);
      k.write(values, out);
      assertThat(numbers(out)).isEqualTo(expected);
      double[] back = new double[n + 1];
      back[n] = 5;
      k.read(out, back);
      assertThat(Arrays.copyOf(back, n)).isEqualTo(expected);
      assertThat(back[n]).isEqualTo(5);
      k.fill(0, out);
      k.write(floats, out);
      assertThat(numbers(out)).isEqualTo(Arrays.stream(expected).map(v -> (float) v).toArray());
    }
    INDArray matrix = out(k, 2, 3);
    k.write(new double[] {1, 2, 3, 4, 5, 6}, matrix);
    assertThat(numbers(matrix)).containsExactly(1, 2, 3, 4, 5, 6);
    k.write(new float[] {6, 5, 4, 3, 2, 1}, matrix);
    assertThat(numbers(matrix)).containsExactly(6, 5, 4, 3, 2, 1);
  }

  /** Every row is asked for once, by a part that is a thread's. */
  private static void writeRows(Kernels k) {
    long[][] shapes = {{1}, {1, 1}, {7, 1}, {100, 784}, {70, 28, 28}, {3, 40_000}};
    for (long[] shape : shapes) {
      INDArray out = out(k, shape);
      int columns = (int) (out.length() / shape[0]);
      AtomicIntegerArray asked = new AtomicIntegerArray((int) shape[0]);
      k.write(
          (part, from, count, into) -> {
            assertThat(part).isBetween(0, k.threads() - 1);
            for (int i = 0; i < count; i++) {
              asked.incrementAndGet(from + i);
              for (int j = 0; j < columns; j++) {
                into[i * columns + j] = entry(from + i, j);
              }
            }
          },
          out);
      double[] expected = new double[(int) out.length()];
      for (int i = 0; i < shape[0]; i++) {
        assertThat(asked.get(i)).as("row %d of %s", i, Arrays.toString(shape)).isOne();
        for (int j = 0; j < columns; j++) {
          expected[i * columns + j] = entry(i, j);
        }
      }
      assertThat(numbers(out)).isEqualTo(expected);
    }
  }

  private static float entry(int row, int column) {
    return row * 100f + column % 100;
  }

  private static void affine(Kernels k) {
    for (int[] size : SIZES) {
      affine(k, size[0], size[1], size[2]);
    }
  }

  private static void affine(Kernels k, int n, int in, int units) {
    double[] x = numbers(k, "x", n * in);
    double[] A = numbers(k, "A", units * in);
    double[] b = numbers(k, "b", units);
    double[] product = new double[n * units];
    double[] sum = new double[n * units];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < units; j++) {
        for (int l = 0; l < in; l++) {
          product[i * units + j] += x[i * in + l] * A[j * in + l];
        }
        sum[i * units + j] = product[i * units + j] + b[j];
      }
    }
    String what = "affine " + n + " " + in + " " + units;
    INDArray xs = array(k, x, n, in);
    INDArray As = array(k, A, units, in);
    INDArray bs = array(k, b, units);
    INDArray out = out(k, n, units);
    k.affine(xs, As, bs, out);
    close(k, what, sum, out, in + 1);
    k.affine(xs, As, null, out);
    close(k, what + " without b", product, out, in + 1);
    unchanged("x", x, xs);
    unchanged("A", A, As);
    unchanged("b", b, bs);
  }

  private static void affineParameters(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int in = size[1];
      int units = size[2];
      double[] dy = numbers(k, "dy", n * units);
      double[] x = numbers(k, "x", n * in);
      double[] dA = numbers(k, "dA", units * in);
      double[] db = numbers(k, "db", units);
      INDArray dys = array(k, dy, n, units);
      INDArray xs = array(k, x, n, in);
      INDArray dAs = array(k, dA, units, in);
      INDArray dbs = array(k, db, units);
      k.affineParameters(dys, xs, true, dAs, dbs);
      INDArray alone = array(k, dA, units, in);
      k.affineParameters(dys, xs, true, alone, null);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < units; j++) {
          for (int l = 0; l < in; l++) {
            dA[j * in + l] += dy[i * units + j] * x[i * in + l];
          }
          db[j] += dy[i * units + j];
        }
      }
      String what = "affineParameters " + Arrays.toString(size);
      close(k, what + ": dA", dA, dAs, n + 1);
      close(k, what + ": db", db, dbs, n + 1);
      close(k, what + ": dA alone", dA, alone, n + 1);
      unchanged("dy", dy, dys);
      unchanged("x", x, xs);
    }
  }

  private static void affineWeightPerRow(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int in = size[1];
      int units = size[2];
      double[] dy = numbers(k, "dy", n * units);
      double[] x = numbers(k, "x", n * in);
      double[] expected = new double[n * units * in];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < units; j++) {
          for (int l = 0; l < in; l++) {
            expected[(i * units + j) * in + l] = dy[i * units + j] * x[i * in + l];
          }
        }
      }
      INDArray dys = array(k, dy, n, units);
      INDArray xs = array(k, x, n, in);
      INDArray out = out(k, n, (long) units * in);
      k.affineWeightPerRow(dys, xs, out);
      close(k, "affineWeightPerRow " + Arrays.toString(size), expected, out, 1);
      unchanged("dy", dy, dys);
      unchanged("x", x, xs);
    }
  }

  private static void affineInput(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int in = size[1];
      int units = size[2];
      double[] dy = numbers(k, "dy", n * units);
      double[] A = numbers(k, "A", units * in);
      double[] expected = new double[n * in];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < units; j++) {
          for (int l = 0; l < in; l++) {
            expected[i * in + l] += dy[i * units + j] * A[j * in + l];
          }
        }
      }
      INDArray dys = array(k, dy, n, units);
      INDArray As = array(k, A, units, in);
      INDArray out = out(k, n, in);
      k.affineInput(dys, As, out);
      close(k, "affineInput " + Arrays.toString(size), expected, out, units);
      unchanged("dy", dy, dys);
      unchanged("A", A, As);
    }
  }

  /** f(x) = x³ + 1. */
  private static final Elementwise CUBE =
      new Elementwise() {
        @Override
        public double value(double x) {
          return x * x * x + 1;
        }

        @Override
        public double derivative(double r) {
          return 3 * r * r;
        }

        @Override
        public Reads derivativeReads() {
          return Reads.INPUT;
        }
      };

  private static void map(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(k, "x", n);
      double[] expected = Arrays.stream(x).map(CUBE::value).toArray();
      INDArray xs = array(k, x, n, 1);
      INDArray out = out(k, n, 1);
      k.map(CUBE, xs, out);
      close(k, "map " + n, expected, out, 1);
      unchanged("x", x, xs);
      k.map(CUBE, xs, xs);
      close(k, "map in place " + n, expected, xs, 1);
    }
  }

  /** f(x) = x³ + 1 with 3x² kept, which is f′. */
  private static final Elementwise KEEPING_CUBE =
      new Elementwise() {
        @Override
        public double value(double x) {
          return CUBE.value(x);
        }

        @Override
        public double residual(double x) {
          return 3 * x * x;
        }

        @Override
        public double derivative(double r) {
          return r;
        }

        @Override
        public Reads derivativeReads() {
          return Reads.RESIDUAL;
        }
      };

  private static void mapKeeping(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(k, "x", n);
      double[] values = Arrays.stream(x).map(KEEPING_CUBE::value).toArray();
      double[] residuals = Arrays.stream(x).map(KEEPING_CUBE::residual).toArray();
      INDArray xs = array(k, x, n, 1);
      INDArray kept = out(k, n, 1);
      INDArray out = out(k, n, 1);
      k.mapKeeping(KEEPING_CUBE, xs, kept, out);
      close(k, "mapKeeping " + n, values, out, 1);
      close(k, "what mapKeeping keeps " + n, residuals, kept, 1);
      unchanged("x", x, xs);
      k.mapKeeping(KEEPING_CUBE, xs, xs, out);
      close(k, "mapKeeping over x " + n, values, out, 1);
      close(k, "what mapKeeping keeps over x " + n, residuals, xs, 1);
    }
  }

  private static void mapBackward(Kernels k) {
    for (int n : LENGTHS) {
      double[] r = numbers(k, "r", n);
      double[] dy = numbers(k, "dy", n);
      double[] expected = new double[n];
      Arrays.setAll(expected, i -> dy[i] * CUBE.derivative(r[i]));
      INDArray rs = array(k, r, 1, n);
      INDArray dys = array(k, dy, 1, n);
      INDArray out = out(k, 1, n);
      k.mapBackward(CUBE, rs, dys, out);
      close(k, "mapBackward " + n, expected, out, 4);
      unchanged("r", r, rs);
      unchanged("dy", dy, dys);
    }
  }

  /** y_i = x_i Σ x, whose pullback is written, as that of softmax is, in its output. */
  private static final RowMap TIMES_SUM =
      new RowMap() {
        @Override
        public void value(double[] x, double[] y) {
          double sum = Arrays.stream(x).sum();
          Arrays.setAll(y, i -> x[i] * sum);
        }

        @Override
        public void pullback(double[] y, double[] dy, double[] dx) {
          double dot = 0;
          for (int i = 0; i < y.length; i++) {
            dot += y[i] * dy[i];
          }
          double all = dot;
          Arrays.setAll(dx, i -> dy[i] + all);
        }
      };

  private static void mapRows(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int columns = size[1];
      double[] x = numbers(k, "x", n * columns);
      double[] expected = new double[n * columns];
      double[] y = new double[columns];
      for (int i = 0; i < n; i++) {
        TIMES_SUM.value(Arrays.copyOfRange(x, i * columns, (i + 1) * columns), y);
        System.arraycopy(y, 0, expected, i * columns, columns);
      }
      INDArray xs = array(k, x, n, columns);
      INDArray out = out(k, n, columns);
      k.mapRows(TIMES_SUM, xs, out);
      close(k, "mapRows " + Arrays.toString(size), expected, out, 1);
      unchanged("x", x, xs);
    }
  }

  private static void mapRowsBackward(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int columns = size[1];
      double[] y = numbers(k, "y", n * columns);
      double[] dy = numbers(k, "dy", n * columns);
      double[] expected = new double[n * columns];
      double[] dx = new double[columns];
      for (int i = 0; i < n; i++) {
        TIMES_SUM.pullback(
            Arrays.copyOfRange(y, i * columns, (i + 1) * columns),
            Arrays.copyOfRange(dy, i * columns, (i + 1) * columns),
            dx);
        System.arraycopy(dx, 0, expected, i * columns, columns);
      }
      INDArray ys = array(k, y, n, columns);
      INDArray dys = array(k, dy, n, columns);
      INDArray out = out(k, n, columns);
      k.mapRowsBackward(TIMES_SUM, ys, dys, out);
      close(k, "mapRowsBackward " + Arrays.toString(size), expected, out, 1);
      unchanged("y", y, ys);
      unchanged("dy", dy, dys);
    }
  }

  private static void dropout(Kernels k) {
    for (int n : LENGTHS) {
      for (double keep : new double[] {1, 0.7, 0.5, 0.1}) {
        double[] x = numbers(k, "x", n);
        INDArray xs = array(k, x, n);
        INDArray mask = out(k, n);
        INDArray out = out(k, n);
        RandomStream random = RandomStream.of(n);
        k.dropout(random, keep, xs, mask, out);
        RandomStream again = RandomStream.of(n);
        double[] expected = new double[n];
        Arrays.setAll(expected, i -> again.nextDouble() < keep ? rounded(k, 1 / keep) : 0);
        assertThat(numbers(mask)).isEqualTo(expected);
        assertThat(random.state()).as("one number an element").isEqualTo(again.state());
        Arrays.setAll(expected, i -> x[i] * expected[i]);
        close(k, "dropout", expected, out, 1);
        unchanged("x", x, xs);
      }
    }
    int n = 100_000;
    INDArray mask = out(k, n);
    k.dropout(RandomStream.of(1), 0.7, array(k, new double[n], n), mask, out(k, n));
    double kept = Arrays.stream(numbers(mask)).filter(m -> m > 0).count();
    assertThat(kept / n).isCloseTo(0.7, within(5 * Math.sqrt(0.7 * 0.3 / n)));
  }

  private static void multiply(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(k, "x", n);
      double[] y = numbers(k, "y", n);
      double[] expected = new double[n];
      Arrays.setAll(expected, i -> x[i] * y[i]);
      INDArray xs = array(k, x, n);
      INDArray ys = array(k, y, n);
      INDArray out = out(k, n);
      k.multiply(xs, ys, out);
      close(k, "multiply " + n, expected, out, 1);
      unchanged("x", x, xs);
      unchanged("y", y, ys);
    }
  }

  /** ½‖p − t‖², or −p_t where t is a class. */
  private static final RowLoss LOSS =
      (p, t, dp) -> {
        Arrays.fill(dp, 0);
        if (t.length == 1 && p.length > 1) {
          int label = (int) t[0];
          if (label < 0 || label >= p.length) {
            throw new IllegalArgumentException("there is no class " + label);
          }
          dp[label] = -1;
          return -p[label];
        }
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
          dp[j] = p[j] - t[j];
          sum += dp[j] * dp[j] / 2;
        }
        return sum;
      };

  private static void lossOfVectors(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int columns = size[1];
      double[] p = numbers(k, "p", n * columns);
      double[] t = numbers(k, "t", n * columns);
      double[] expected = new double[n * columns];
      double sum = 0;
      for (int i = 0; i < expected.length; i++) {
        expected[i] = 0.25 * (p[i] - t[i]);
        sum += 0.125 * (p[i] - t[i]) * (p[i] - t[i]);
      }
      INDArray ps = array(k, p, n, columns);
      INDArray ts = array(k, t, n, columns);
      INDArray out = out(k, n, columns);
      double value = k.loss(LOSS, ps, ts, 0.25, out);
      assertThat(value).isCloseTo(sum, within(1e-10 * sum)); // rows are judged in double
      assertThat(k.loss(LOSS, ps, ts, 0.25, null)).isEqualTo(value);
      close(k, "∂L/∂p", expected, out, 1);
      unchanged("p", p, ps);
      unchanged("t", t, ts);
    }
  }

  private static void lossOfClasses(Kernels k) {
    double[] p = numbers(k, "p", 12);
    double[] t = {2, 0, 1, 2};
    double[] expected = new double[12];
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      expected[3 * i + (int) t[i]] = -0.5;
      sum -= 0.5 * p[3 * i + (int) t[i]];
    }
    INDArray ps = array(k, p, 4, 3);
    INDArray ts = array(k, t, 4);
    INDArray out = out(k, 4, 3);
    assertThat(k.loss(LOSS, ps, ts, 0.5, out)).isCloseTo(sum, within(1e-12));
    close(k, "∂L/∂p", expected, out, 1);
    unchanged("t", t, ts);
  }

  private static void lossOfWrongTargets(Kernels k) {
    INDArray p = array(k, new double[6], 2, 3);
    INDArray t = array(k, new double[] {2, 3}, 2);
    assertThatThrownBy(() -> k.loss(LOSS, p, t, 1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target of row 1: there is no class 3");
  }

  private static void argMax(Kernels k) {
    double infinity = Double.POSITIVE_INFINITY;
    double[] x = {
      1, 2, 3, //
      3, 3, 1, // the first of equals
      -5, -4, -4, //
      0, -0.0, 0, // −0 is not less
      -infinity, -infinity, -infinity, //
      1, infinity, infinity
    };
    int[] out = new int[7];
    out[6] = -1;
    INDArray xs = array(k, x, 6, 3);
    k.argMax(xs, out);
    assertThat(out).containsExactly(2, 0, 1, 0, 0, 1, -1);
    unchanged("x", x, xs);
    int[] one = new int[2];
    k.argMax(array(k, new double[] {-1, -2}, 2, 1), one);
    assertThat(one).containsExactly(0, 0);
    for (int column = 0; column < 3; column++) {
      double[] bad = new double[9];
      bad[3 + column] = Double.NaN;
      assertThatThrownBy(() -> k.argMax(array(k, bad, 3, 3), new int[3]))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("row 1 has a NaN in column " + column + ", so it has no largest number");
    }
  }

  private static void fill(Kernels k) {
    for (int n : LENGTHS) {
      INDArray out = out(k, n);
      k.fill(-1.5, out);
      assertThat(numbers(out)).containsOnly(-1.5);
      k.fill(0, out);
      assertThat(numbers(out)).containsOnly(0);
    }
  }

  private static void copy(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(new Nd4jKernels(DataType.FLOAT), "x", n);
      for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
        INDArray xs = array(type, x, n);
        INDArray out = out(k, n);
        k.copy(xs, out);
        assertThat(numbers(out)).isEqualTo(x);
        unchanged("x", x, xs);
        INDArray other = array(type, new double[n], n);
        k.copy(out, other);
        assertThat(numbers(other)).as("into %s", type).isEqualTo(x);
      }
    }
  }

  private static void axpby(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(k, "x", n);
      double[] y = numbers(k, "y", n);
      double[] expected = new double[n];
      Arrays.setAll(expected, i -> 0.3 * x[i] - 2 * y[i]);
      INDArray xs = array(k, x, n);
      INDArray out = array(k, y, n);
      k.axpby(0.3, xs, -2, out);
      close(k, "axpby " + n, expected, out, 4);
      unchanged("x", x, xs);
      k.axpby(0.3, xs, -2, xs);
      close(k, "axpby in place " + n, Arrays.stream(x).map(v -> -1.7 * v).toArray(), xs, 4);
    }
  }

  private static void meanSquares(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(k, "x", n);
      double[] v = numbers(k, "v", n);
      double[] expected = new double[n];
      Arrays.setAll(expected, i -> 0.9 * v[i] + 0.1 * x[i] * x[i]);
      INDArray xs = array(k, x, n);
      INDArray out = array(k, v, n);
      Vectors vectors = k.vectors();
      vectors.meanSquares(0.9, vectors.of(xs), vectors.of(out));
      close(k, "meanSquares " + n, expected, out, 4);
      unchanged("x", x, xs);
    }
  }

  private static void divideByRoot(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(k, "x", n);
      double[] v = Arrays.stream(numbers(k, "v", n)).map(Math::abs).toArray();
      v[0] = 0;
      double[] expected = new double[n];
      Arrays.setAll(expected, i -> 0.01 * x[i] / (Math.sqrt(2 * v[i]) + 0.1));
      INDArray xs = array(k, x, n);
      INDArray vs = array(k, v, n);
      INDArray out = out(k, n);
      Vectors vectors = k.vectors();
      vectors.divideByRoot(0.01, vectors.of(xs), 2, vectors.of(vs), 0.1, vectors.of(out));
      close(k, "divideByRoot " + n, expected, out, 4);
      unchanged("x", x, xs);
      unchanged("v", v, vs);
    }
  }

  private static void sumOfSquares(Kernels k) {
    for (int n : LENGTHS) {
      double[] x = numbers(k, "x", n);
      double expected = Arrays.stream(x).map(v -> v * v).sum();
      INDArray xs = array(k, x, n);
      assertThat(k.vectors().sumOfSquares(k.vectors().of(xs)))
          .isCloseTo(expected, within(1e-12 * expected));
      unchanged("x", x, xs);
    }
    double[] many = new double[10_001]; // in float, 1e8 + 1 is 1e8
    Arrays.fill(many, 1);
    many[0] = 1e4;
    INDArray ones = array(k, many, many.length);
    assertThat(k.vectors().sumOfSquares(k.vectors().of(ones))).isEqualTo(1e8 + 1e4);
  }

  /** What is written to a vector comes back, and steps on it are those on an array. */
  private static void ownVectors(Kernels k) {
    Vectors vectors = k.vectors();
    for (int n : LENGTHS) {
      INDArray back = out(k, n);
      FlatVector own = vectors.zeros(n);
      assertThat(own.length()).isEqualTo(n);
      vectors.read(own, back);
      assertThat(numbers(back)).containsOnly(0);
      double[] x = numbers(k, "x", n);
      vectors.write(array(k, x, n), own);
      vectors.read(own, back);
      assertThat(numbers(back)).isEqualTo(x);
      double[] v = numbers(k, "v", n);
      INDArray vs = array(k, v, n);
      vectors.axpby(2, vectors.of(vs), -1, own);
      vectors.axpby(1, own, 1, vectors.of(vs));
      double[] expected = new double[n];
      Arrays.setAll(expected, i -> 3 * v[i] - x[i]);
      close(k, "own " + n, expected, vs, 4);
      double squares = Arrays.stream(x).map(u -> u * u).sum();
      vectors.write(array(k, x, n), own);
      assertThat(vectors.sumOfSquares(own)).isCloseTo(squares, within(1e-12 * squares));
      vectors.fill(0.5, own);
      vectors.read(own, back);
      assertThat(numbers(back)).containsOnly(0.5);
    }
  }

  /** Adam in one pass is Adam in five, up to rounding; more steps than a program holds as well. */
  private static void vectorsTogether(Kernels k) {
    Vectors vectors = k.vectors();
    for (int n : LENGTHS) {
      double[][] results = new double[2][];
      for (int way = 0; way < 2; way++) {
        INDArray theta = array(k, numbers(k, "theta", n), n);
        INDArray gradient = array(k, numbers(k, "g", n), n);
        FlatVector t = vectors.of(theta);
        FlatVector g = vectors.of(gradient);
        FlatVector m = vectors.zeros(n);
        FlatVector v = vectors.zeros(n);
        Runnable adam =
            () -> {
              vectors.axpby(0.1, g, 0.9, m);
              vectors.meanSquares(0.99, g, v);
              vectors.divideByRoot(0.01, m, 2, v, 1e-8, g);
              for (int i = 0; i < 20; i++) {
                vectors.axpby(-1, g, 1, t);
              }
              double norm = Math.sqrt(vectors.sumOfSquares(g)); // needs what was noted so far
              vectors.axpby(1 / norm, g, 0, g);
              vectors.axpby(-1, g, 1, vectors.of(theta)); // the same numbers by another handle
            };
        if (way == 0) {
          adam.run();
        } else {
          vectors.together(adam, g);
        }
        results[way] = numbers(theta);
      }
      for (int i = 0; i < n; i++) {
        assertThat(results[1][i]).as("%d of %d", i, n).isCloseTo(results[0][i], within(1e-5));
      }
    }
  }

  private static void partsOfVectors(Kernels k) {
    Vectors vectors = k.vectors();
    int n = 10_000;
    double[] x = numbers(k, "x", n);
    double[] y = numbers(k, "y", n);
    double[] expected = y.clone();
    INDArray ys = array(k, y, n);
    FlatVector in = vectors.zeros(n);
    vectors.write(array(k, x, n), in);
    FlatVector out = vectors.of(ys);
    int[][] parts = {{0, 1}, {1, 5000}, {6000, 4000}, {9999, 1}};
    vectors.together(
        () -> {
          vectors.axpby(2, in, 1, out);
          for (int[] part : parts) {
            vectors.axpby(3, in.part(part[0], part[1]), 1, out.part(part[0], part[1]));
          }
          vectors.fill(7, out.part(5500, 10));
        },
        vectors.zeros(n));
    for (int i = 0; i < n; i++) {
      expected[i] += 2 * x[i];
    }
    for (int[] part : parts) {
      for (int i = part[0]; i < part[0] + part[1]; i++) {
        expected[i] += 3 * x[i];
      }
    }
    Arrays.fill(expected, 5500, 5510, 7);
    close(k, "parts", expected, ys, 6);
    double some = Arrays.stream(x, 1, 5001).map(u -> u * u).sum();
    assertThat(vectors.sumOfSquares(in.part(1, 5000))).isCloseTo(some, within(1e-12 * some));
    assertThatThrownBy(() -> in.part(9999, 2)).hasMessageContaining("beyond the vector's 10000");
  }

  /** Who works on which numbers makes no difference, up to rounding. */
  private static void vectorsOfMatrices(Kernels k) {
    Vectors vectors = k.vectors();
    List<Shape> shapes =
        List.of(Shape.of(3), Shape.of(256, 301), Shape.of(256), Shape.of(48, 1001), Shape.of(7));
    int n = (int) shapes.stream().mapToLong(Shape::size).sum();
    List<INDArray> results = new ArrayList<>();
    for (int way = 0; way < 2; way++) {
      INDArray theta = array(k, numbers(k, "theta", n), n);
      FlatVector t = way == 0 ? vectors.of(theta) : vectors.of(theta, shapes);
      FlatVector g = vectors.of(array(k, numbers(k, "g", n), n));
      FlatVector m = vectors.zeros(n);
      FlatVector v = vectors.zeros(n);
      vectors.axpby(-0.1, g, 1, t);
      vectors.together(
          () -> {
            vectors.fill(3, t.part(70_000, 9_000)); // across two of its arrays
            vectors.axpby(0.1, g, 0.9, m);
            vectors.meanSquares(0.99, g, v);
            vectors.divideByRoot(0.01, m, 2, v, 1e-8, g);
            vectors.axpby(-1, g, 1, t);
          },
          g);
      results.add(theta);
    }
    close(k, "by matrices", numbers(results.get(0)), results.get(1), 4);
    assertThatThrownBy(() -> vectors.of(out(k, n - 1), shapes))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(n + " numbers, the vector " + (n - 1));
  }

  private static void affineMap(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int in = size[1];
      int units = size[2];
      INDArray x = array(k, numbers(k, "x", n * in), n, in);
      INDArray A = array(k, numbers(k, "A", units * in), units, in);
      INDArray b = array(k, numbers(k, "b", units), units);
      for (INDArray bias : new INDArray[] {b, null}) {
        INDArray z = out(k, n, units);
        INDArray y = out(k, n, units);
        k.affine(x, A, bias, z);
        k.map(CUBE, z, y);
        INDArray z2 = out(k, n, units);
        INDArray y2 = out(k, n, units);
        k.affineMap(x, A, bias, CUBE, z2, y2);
        assertThat(numbers(z2)).isEqualTo(numbers(z));
        assertThat(numbers(y2)).isEqualTo(numbers(y));
        k.affineMap(x, A, bias, CUBE, z2, z2);
        assertThat(numbers(z2)).as("over z").isEqualTo(numbers(y));
        k.mapKeeping(KEEPING_CUBE, z, z, y);
        k.affineMap(x, A, bias, KEEPING_CUBE, z2, y2);
        assertThat(numbers(z2)).as("what is kept").isEqualTo(numbers(z));
        assertThat(numbers(y2)).isEqualTo(numbers(y));
      }
    }
  }

  private static void affineMapBack(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int in = size[1];
      int units = size[2];
      INDArray dy = array(k, numbers(k, "dy", n * units), n, units);
      INDArray r = array(k, numbers(k, "r", n * units), n, units);
      INDArray x = array(k, numbers(k, "x", n * in), n, in);
      for (boolean add : new boolean[] {false, true}) {
        INDArray[] dA = {out(k, units, in), out(k, units, in)};
        INDArray[] db = {out(k, units), out(k, units)};
        INDArray[] dz = {out(k, n, units), out(k, n, units)};
        for (int way = 0; way < 2; way++) {
          k.fill(2, dA[way]);
          k.fill(-1, db[way]);
        }
        k.mapBackward(CUBE, r, dy, dz[0]);
        k.affineParameters(dz[0], x, add, dA[0], db[0]);
        k.affineMapParameters(CUBE, r, dy, x, add, dz[1], dA[1], db[1]);
        assertThat(numbers(dz[1])).isEqualTo(numbers(dz[0]));
        assertThat(numbers(dA[1])).isEqualTo(numbers(dA[0]));
        assertThat(numbers(db[1])).isEqualTo(numbers(db[0]));
        k.affineMapParameters(CUBE, r, dy, x, false, dz[1], dA[1], null);
      }
    }
  }

  private static void affineParametersOverwrite(Kernels k) {
    for (int[] size : SIZES) {
      int n = size[0];
      int in = size[1];
      int units = size[2];
      INDArray dy = array(k, numbers(k, "dy", n * units), n, units);
      INDArray x = array(k, numbers(k, "x", n * in), n, in);
      INDArray[] dA = {out(k, units, in), out(k, units, in)};
      INDArray[] db = {out(k, units), out(k, units)};
      k.fill(0, dA[0]);
      k.fill(0, db[0]);
      k.fill(Double.NaN, dA[1]); // what was there does not matter
      k.fill(Double.NaN, db[1]);
      k.affineParameters(dy, x, true, dA[0], db[0]);
      k.affineParameters(dy, x, false, dA[1], db[1]);
      assertThat(numbers(dA[1])).isEqualTo(numbers(dA[0]));
      assertThat(numbers(db[1])).isEqualTo(numbers(db[0]));
    }
  }

  private static void firstNonFinite(Kernels k) {
    for (int n : LENGTHS) {
      assertThat(k.firstNonFinite(array(k, numbers(k, "x", n), n))).isEmpty();
      for (int at : new int[] {0, n / 2, n - 1}) {
        for (double bad : new double[] {Double.NaN, 1.0 / 0, -1.0 / 0}) {
          double[] x = numbers(k, "x", n);
          x[at] = bad;
          x[n - 1] = bad;
          assertThat(k.firstNonFinite(array(k, x, n))).hasValue(at);
        }
      }
    }
    assertThat(k.firstNonFinite(array(k, new double[] {Float.MAX_VALUE, -0.0}, 2))).isEmpty();
  }

  private static void anyOrder(Kernels k) {
    RandomStream random = RandomStream.of(9);
    for (int round = 0; round < 60; round++) {
      affine(k, 1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9));
      mapRowsOnce(k, 1 + random.nextInt(9), 1 + random.nextInt(9));
    }
  }

  private static void mapRowsOnce(Kernels k, int n, int columns) {
    double[] x = numbers(k, "x", n * columns);
    DoubleUnaryOperator twice = v -> 2 * v;
    INDArray out = out(k, n, columns);
    RowMap doubled =
        new RowMap() {
          @Override
          public void value(double[] row, double[] y) {
            assertThat(row).hasSize(columns);
            assertThat(y).hasSize(columns);
            Arrays.setAll(y, i -> twice.applyAsDouble(row[i]));
          }

          @Override
          public void pullback(double[] y, double[] dy, double[] dx) {
            throw new UnsupportedOperationException();
          }
        };
    k.mapRows(doubled, array(k, x, n, columns), out);
    close(k, "twice", Arrays.stream(x).map(twice).toArray(), out, 1);
  }
}
