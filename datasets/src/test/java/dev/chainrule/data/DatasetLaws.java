package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What every {@link Dataset} with classes promises. */
final class DatasetLaws {
  private static final float UNTOUCHED = -77f;

  private DatasetLaws() {}

  static void hold(Dataset data) throws Exception {
    assertThat(data.name()).isNotBlank();
    assertThat(data.size()).isPositive();
    int[] some = RandomStream.of(1).permutation(data.size());
    int[] rows = Arrays.copyOf(some, Math.min(200, some.length));
    labelsAreClasses(data);
    rowsAreReadWholeAndNothingElse(data, rows);
    batchIsItsRowsOneByOne(data, rows);
    viewsAgree(data, rows);
    readersDoNotDisturbEachOther(data, rows);
    assertThatThrownBy(() -> read(data, new int[] {data.size()}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> read(data, new int[] {-1}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void labelsAreClasses(Dataset data) {
    assertThat(data.targetShape().rank()).isZero();
    int classes = data.classes().getAsInt();
    assertThat(IntStream.range(0, classes).mapToObj(data::className))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).isNotBlank());
    int[] counts = new int[classes];
    for (int row = 0; row < data.size(); row++) {
      Batch one = read(data, new int[] {row});
      assertThat(one.y[0]).isBetween(0f, classes - 1f).isEqualTo((int) one.y[0]);
      counts[(int) one.y[0]]++;
    }
    assertThat(counts).as("every class occurs").doesNotContain(0);
  }

  private static void rowsAreReadWholeAndNothingElse(Dataset data, int[] rows) {
    int width = Math.toIntExact(data.inputShape().size());
    int[] given = rows.clone();
    float[] x = new float[width * rows.length + 5];
    float[] y = new float[rows.length + 5];
    Arrays.fill(x, UNTOUCHED);
    Arrays.fill(y, UNTOUCHED);
    data.read(given, 0, rows.length, x, y);
    assertThat(given).isEqualTo(rows);
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i] == UNTOUCHED).isEqualTo(i >= width * rows.length);
    }
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i] == UNTOUCHED).isEqualTo(i >= rows.length);
    }
    data.read(given, 0, 0, x, y); // no rows, no change
    data.read(given, rows.length, 0, new float[0], new float[0]);
  }

  private static void batchIsItsRowsOneByOne(Dataset data, int[] rows) {
    int width = Math.toIntExact(data.inputShape().size());
    Batch all = read(data, rows);
    for (int i = 0; i < rows.length; i++) {
      float[] x = new float[width];
      float[] y = new float[1];
      data.read(rows, i, 1, x, y);
      assertThat(x).isEqualTo(Arrays.copyOfRange(all.x, i * width, (i + 1) * width));
      assertThat(y[0]).isEqualTo(all.y[i]);
    }
  }

  private static void viewsAgree(Dataset data, int[] rows) {
    Batch all = read(data, rows);
    int[] inOrder = IntStream.range(0, rows.length).toArray();
    Batch view = read(data.rows("some", rows), inOrder);
    assertThat(view.x).isEqualTo(all.x);
    assertThat(view.y).isEqualTo(all.y);
    assertThat(read(data.first(rows.length), inOrder).x).isEqualTo(read(data, inOrder).x);
    Dataset oneHot = data.oneHot();
    int classes = data.classes().getAsInt();
    float[] y = new float[rows.length * classes];
    oneHot.read(rows, 0, rows.length, new float[all.x.length], y);
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < classes; c++) {
        assertThat(y[i * classes + c]).isEqualTo(c == all.y[i] ? 1f : 0f);
      }
    }
  }

  private static void readersDoNotDisturbEachOther(Dataset data, int[] rows) throws Exception {
    Batch alone = read(data, rows);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Batch> reader = () -> read(data, rows);
      for (Future<Batch> read : threads.invokeAll(List.of(reader, reader, reader, reader))) {
        assertThat(read.get().x).isEqualTo(alone.x);
        assertThat(read.get().y).isEqualTo(alone.y);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Batch read(Dataset data, int[] rows) {
    float[] x = new float[Math.toIntExact(data.inputShape().size()) * rows.length];
    float[] y = new float[rows.length];
    data.read(rows, 0, rows.length, x, y);
    return new Batch(x, y);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Batch(float[] x, float[] y) {}
}
