package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.dataset.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticTest {
  @TempDir Path folder;

  @Test
  void xorHasFourCorners() {
    Rows rows = Rows.of(Synthetic.xor());
    assertThat(rows.x).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
    assertThat(rows.y).containsExactly(0, 1, 1, 0);
  }

  @Test
  void noisyXorIsLabelledByItsCorner() {
    Rows rows = Rows.of(Synthetic.xor(400, 0.05, 3));
    for (int i = 0; i < 400; i++) {
      long a = Math.round((double) rows.x[2 * i]);
      long b = Math.round((double) rows.x[2 * i + 1]);
      assertThat((long) rows.y[i]).isEqualTo(a ^ b);
    }
    assertThat(rows.x).contains(rows.x[0]).doesNotContain(0f, 1f);
  }

  @Test
  void moonsLieOnTheirHalfCircles() {
    Rows rows = Rows.of(Synthetic.moons(101, 0, 5));
    for (int i = 0; i < 101; i++) {
      double x = rows.x[2 * i] - rows.y[i];
      double y = rows.y[i] == 0 ? rows.x[2 * i + 1] : 0.5 - rows.x[2 * i + 1];
      assertThat(Math.hypot(x, y)).isCloseTo(1, within(1e-6));
      assertThat(y).isGreaterThan(-1e-6);
    }
    // both ends are there, as in scikit-learn's linspace
    assertThat(rows.x).contains(-1f, 2f);
  }

  @Test
  void circlesHaveTheirRadii() {
    Rows rows = Rows.of(Synthetic.circles(100, 0, 5));
    for (int i = 0; i < 100; i++) {
      assertThat(Math.hypot(rows.x[2 * i], rows.x[2 * i + 1]))
          .isCloseTo(rows.y[i] == 0 ? 1 : 0.5, within(1e-6));
    }
    assertThat(IntStream.range(0, 100).mapToObj(i -> rows.x[2 * i] + " " + rows.x[2 * i + 1]))
        .doesNotHaveDuplicates();
  }

  @Test
  void spiralsFollowTheirFormula() {
    Rows rows = Rows.of(Synthetic.spirals(3, 99, 0, 5));
    for (int i = 0; i < 99; i++) {
      double r = Math.hypot(rows.x[2 * i], rows.x[2 * i + 1]);
      double angle = 2 * Math.PI * (rows.y[i] / 3 + 0.75 * r);
      assertThat((double) rows.x[2 * i]).isCloseTo(r * Math.cos(angle), within(1e-6));
      assertThat((double) rows.x[2 * i + 1]).isCloseTo(r * Math.sin(angle), within(1e-6));
    }
  }

  @Test
  void noiseHasTheDeviationAskedFor() {
    Rows clean = Rows.of(Synthetic.circles(4000, 0, 5));
    Rows noisy = Rows.of(Synthetic.circles(4000, 0.3, 5));
    double squares = 0;
    for (int i = 0; i < clean.x.length; i++) {
      squares += Math.pow(noisy.x[i] - clean.x[i], 2);
    }
    assertThat(Math.sqrt(squares / clean.x.length)).isCloseTo(0.3, within(0.01));
  }

  @Property(tries = 60)
  void classesAreEquallyOftenUpToOne(
      @ForAll @IntRange(min = 5, max = 200) int n,
      @ForAll @IntRange(min = 2, max = 5) int arms,
      @ForAll long seed) {
    for (Points points :
        new Points[] {
          Synthetic.xor(n, 0.1, seed),
          Synthetic.moons(n, 0.1, seed),
          Synthetic.circles(n, 0.1, seed),
          Synthetic.spirals(arms, n, 0.1, seed)
        }) {
      int[] counts = new int[points.classes().getAsInt()];
      for (float label : Rows.of(points).y) {
        counts[(int) label]++;
      }
      int[] sorted = Arrays.stream(counts).sorted().toArray();
      assertThat(sorted[sorted.length - 1] - sorted[0]).isLessThanOrEqualTo(1);
      assertThat(points.size()).isEqualTo(n);
    }
  }

  @Test
  void sameSeedSamePointsOtherSeedOthers() {
    float[] once = Rows.of(Synthetic.moons(50, 0.1, 7)).x;
    assertThat(Rows.of(Synthetic.moons(50, 0.1, 7)).x).isEqualTo(once);
    assertThat(Rows.of(Synthetic.moons(50, 0.1, 8)).x).isNotEqualTo(once);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Synthetic.moons(1, 0.1, 0))
        .withMessage("n must be at least 2 rows, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Synthetic.moons(2_000_000_000, 0.1, 0))
        .withMessage(
            "n must be at most 1073741819 rows, which fit in one Java array, got 2000000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Synthetic.xor(Integer.MAX_VALUE, 0.1, 0))
        .withMessageContaining("at most 1073741819 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Synthetic.circles(10, Double.NaN, 0))
        .withMessage("noise must be in [0, infinity), got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Synthetic.xor(10, -1, 0))
        .withMessage("noise must be in [0, infinity), got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Synthetic.spirals(1, 10, 0, 0))
        .withMessage("arms must be at least 2, got 1");
  }

  @Test
  void pointsSayWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Points.of("p", new float[3], new int[2], 2))
        .withMessageContaining("p: expected the same number of features for each of 2 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Points.of("p", new float[2], new int[] {0, 2}, 2))
        .withMessageContaining("expected labels in 0 to 1, found 2 in row 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Points.of("p", new float[0], new int[0], 2));
  }

  @Test
  void pointsAreWrittenAsCsv() throws IOException {
    Path file = folder.resolve("xor.csv");
    Synthetic.xor().writeCsv(file);
    assertThat(Files.readAllLines(file))
        .containsExactly("x0,x1,label", "0.0,0.0,0", "0.0,1.0,1", "1.0,0.0,1", "1.0,1.0,0");
  }

  /** All rows of a data set of points. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rows(float[] x, float[] y) {
    static Rows of(Dataset data) {
      float[] x = new float[data.size() * 2];
      float[] y = new float[data.size()];
      data.read(IntStream.range(0, data.size()).toArray(), 0, data.size(), x, y);
      return new Rows(x, y);
    }
  }
}
