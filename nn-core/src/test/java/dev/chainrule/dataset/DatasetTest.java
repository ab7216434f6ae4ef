package dev.chainrule.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class DatasetTest {
  /** Row i is [i, −i], its class {@code labels[i]}; or without classes its target is [i]. */
  private record Rows(List<Float> label, boolean hasClasses) implements Dataset {
    static Rows of(Float... labels) {
      return new Rows(List.of(labels), true);
    }

    @Override
    public String name() {
      return "some";
    }

    @Override
    public int size() {
      return label.size();
    }

    @Override
    public Shape inputShape() {
      return Shape.of(2);
    }

    @Override
    public Shape targetShape() {
      return hasClasses ? Shape.of() : Shape.of(1);
    }

    @Override
    public OptionalInt classes() {
      return hasClasses ? OptionalInt.of(3) : OptionalInt.empty();
    }

    @Override
    public String className(int index) {
      return "class " + index;
    }

    @Override
    public void read(int[] rows, int from, int count, float[] x, float[] y) {
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        x[2 * i] = row;
        x[2 * i + 1] = -row;
        y[i] = label.get(row);
      }
    }
  }

  private static float[] targets(Dataset data, int... rows) {
    float[] y = new float[rows.length * Math.toIntExact(data.targetShape().size())];
    data.read(rows, 0, rows.length, new float[2 * rows.length], y);
    return y;
  }

  @Test
  void someRowsInTheirOrder() {
    Dataset all = Rows.of(0f, 1f, 2f, 1f, 0f);
    int[] numbers = {4, 2, 2, 1};
    Dataset some = all.rows("mine", numbers);
    numbers[0] = 0;
    assertThat(some.name()).isEqualTo("mine");
    assertThat(some.size()).isEqualTo(4);
    assertThat(some.inputShape()).isEqualTo(Shape.of(2));
    assertThat(some.targetShape()).isEqualTo(Shape.of());
    assertThat(some.classes()).hasValue(3);
    assertThat(some.className(1)).isEqualTo("class 1");
    float[] x = new float[4];
    float[] y = new float[2];
    some.read(new int[] {3, 0, 3}, 1, 2, x, y);
    assertThat(x).containsExactly(4, -4, 1, -1);
    assertThat(y).containsExactly(0, 1);
    assertThat(targets(some.rows("again", new int[] {1, 3}), 1, 0)).containsExactly(1, 2);
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    Dataset all = Rows.of(0f, 1f);
    assertThatThrownBy(() -> all.rows("x", new int[] {0, 2}))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("some has rows 0 to 1, got 2");
    assertThatThrownBy(() -> all.rows("x", new int[] {-1})).hasMessageContaining("got -1");
  }

  @Test
  void theFirstRows() {
    Dataset all = Rows.of(0f, 1f, 2f);
    assertThat(all.first(2).size()).isEqualTo(2);
    assertThat(all.first(2).name()).isEqualTo("some");
    assertThat(targets(all.first(2), 1)).containsExactly(1);
    assertThat(all.first(3)).isSameAs(all);
    assertThat(all.first(9)).isSameAs(all);
    assertThatThrownBy(() -> targets(all.first(2), 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> targets(all.first(2), -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(all.first(0).size()).isZero();
    assertThatThrownBy(() -> all.first(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must not be negative, got -1");
  }

  @Test
  void classesAsVectors() {
    Dataset vectors = Rows.of(0f, 2f, 1f).oneHot();
    assertThat(vectors.targetShape()).isEqualTo(Shape.of(3));
    assertThat(vectors.classes()).hasValue(3);
    assertThat(vectors.size()).isEqualTo(3);
    assertThat(vectors.className(2)).isEqualTo("class 2");
    assertThat(targets(vectors, 2, 1, 0)).containsExactly(0, 1, 0, 0, 0, 1, 1, 0, 0);
    assertThat(targets(vectors.rows("r", new int[] {1}), 0)).containsExactly(0, 0, 1);
    assertThat(targets(Rows.of(0f, 2f, 1f).first(2).oneHot(), 1)).containsExactly(0, 0, 1);
    float[] larger = {9, 9, 9, 9, 9, 9, 9};
    vectors.read(new int[] {0, 1}, 1, 1, new float[2], larger);
    assertThat(larger).containsExactly(0, 0, 1, 9, 9, 9, 9);
  }

  @Test
  void viewsAreSeenAndReadAsWhatIsBehindThem() {
    Dataset all = Rows.of(0f, 2f, 1f);
    assertThat(all.shuffle()).isSameAs(Shuffle.UNIFORM);
    assertThat(all.readAhead()).isFalse();
    Shuffle blocks = new BlockShuffle(2, 2);
    Dataset other = all.withShuffle(blocks).withReadAhead(true);
    for (Dataset view :
        List.of(other, other.first(2), other.oneHot(), other.rows("r", new int[] {2, 0}))) {
      assertThat(view.shuffle()).isSameAs(blocks);
      assertThat(view.readAhead()).isTrue();
      assertThat(view.withReadAhead(false).readAhead()).isFalse();
      assertThat(view.withShuffle(Shuffle.UNIFORM).shuffle()).isSameAs(Shuffle.UNIFORM);
    }
    assertThat(targets(other, 2, 1)).containsExactly(1, 2);
  }

  /** A larger batch after a smaller one, and after one that failed. */
  @Test
  void someRowsAreReadInBatchesOfAnySize() {
    Dataset some = Rows.of(0f, 1f, 2f, 1f).rows("some", new int[] {3, 2, 1, 0});
    assertThat(targets(some, 1)).containsExactly(2);
    assertThat(targets(some, 0, 1, 2, 3)).containsExactly(1, 2, 1, 0);
    assertThatThrownBy(() -> targets(some, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(targets(some, 2, 1)).containsExactly(1, 2);
  }

  @Test
  void vectorsAreVectorsAlready() {
    Dataset vectors = Rows.of(0f, 2f, 1f).oneHot();
    assertThat(targets(vectors.oneHot(), 1, 2)).containsExactly(0, 0, 1, 0, 1, 0);
    assertThat(targets(vectors.first(2).oneHot(), 1, 0)).containsExactly(0, 0, 1, 1, 0, 0);
  }

  @Test
  void whatHasNoClassesHasNoVectors() {
    Dataset data = new Rows(List.of(0f, 0f), false);
    assertThatThrownBy(data::oneHot)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("some has no classes to write one-hot");
  }

  /** Written beside its own row, a wrong class would silently change another row. */
  @Test
  void aClassThatIsNoneIsNamed() {
    for (float bad : new float[] {3, -1, 0.5f, Float.NaN}) {
      Dataset data = Rows.of(0f, bad, 1f).oneHot();
      assertThatThrownBy(() -> targets(data, 2, 1, 0))
          .as("class %s", bad)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("row 1 of some has class " + bad + "; classes are 0 to 2");
    }
  }
}
