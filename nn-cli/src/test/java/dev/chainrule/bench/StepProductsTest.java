package dev.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limit that a step is held to: which products, and that every way to compute them does. */
final class StepProductsTest {
  private static final Effort SHORT = new Effort(1, 1, 1);

  @Test
  void aStepHasThreeProductsALayerButForTheFirstInput() {
    List<MatrixProduct> products = StepProducts.of(Workload.named("W3"));
    assertThat(products.stream().map(MatrixProduct::toString))
        .containsExactly(
            "y1 = y0 A1ᵀ",
            "y2 = y1 A2ᵀ",
            "y3 = y2 A3ᵀ",
            "dA3 += dy3ᵀ y2",
            "dy2 = dy3 A3",
            "dA2 += dy2ᵀ y1",
            "dy1 = dy2 A2",
            "dA1 += dy1ᵀ y0");
    assertThat(products.stream().map(MatrixProduct::multiplications))
        .containsExactly(
            128L * 784 * 512,
            128L * 512 * 512,
            128L * 512 * 10,
            128L * 512 * 10,
            128L * 512 * 10,
            128L * 512 * 512,
            128L * 512 * 512,
            128L * 784 * 512);
  }

  @Tag("rough") // seconds of arithmetic
  @Test
  void everyArrangementIsTheSameProduct() {
    Workload odd = new Workload("odd", List.of(7, 305, 290, 3), "relu", 41, "sgd", 0.1);
    try (NativeMatrices memory = new NativeMatrices();
        Crew crew = new Crew(3)) {
      crew.wake();
      Set<Arrangement.Pieces> seen = EnumSet.noneOf(Arrangement.Pieces.class);
      for (MatrixProduct product : StepProducts.of(odd)) {
        List<Arrangement> all = Arrangement.of(product, 3);
        assertThat(all).hasSizeGreaterThanOrEqualTo(6);
        all.forEach(how -> seen.add(how.pieces()));
        for (Arrangement how : all) {
          check(product, how, memory, crew);
        }
      }
      assertThat(seen).containsExactly(Arrangement.Pieces.values());
    }
  }

  private static void check(MatrixProduct p, Arrangement how, NativeMatrices memory, Crew crew) {
    float[] out = new float[p.out().size()];
    FloatPointer at = memory.at(p.out(), 0);
    float[] start = new float[out.length];
    at.put(start);
    crew.run(StepProductsTask.parts(p, how, memory, crew.threads()));
    at.get(out);
    float[] left = numbers(p.left(), memory);
    float[] right = numbers(p.right(), memory);
    for (int i = 0; i < p.m(); i++) {
      for (int j = 0; j < p.n(); j++) {
        double sum = 0;
        for (int l = 0; l < p.k(); l++) {
          int a = p.transposeLeft() ? l * p.left().columns() + i : i * p.left().columns() + l;
          int b = p.transposeRight() ? j * p.right().columns() + l : l * p.right().columns() + j;
          sum += (double) left[a] * right[b];
        }
        float got = how.transposed() ? out[j * p.m() + i] : out[i * p.n() + j];
        assertThat((double) got).as("%s, %s, [%d, %d]", p, how, i, j).isCloseTo(sum, within(1e-4));
      }
    }
  }

  private static float[] numbers(Matrix matrix, NativeMatrices memory) {
    float[] numbers = new float[matrix.size()];
    memory.at(matrix, 0).get(numbers);
    return numbers;
  }

  @Test
  void allAreTimedInTheArrangementThatWasChosen() {
    List<MatrixProduct> plan = StepProducts.of(Workload.named("W0"));
    try (StepProductsTask products = new StepProductsTask(plan, 2, SHORT)) {
      assertThat(products.chosen().keySet()).containsExactlyElementsOf(plan);
      products.before();
      products.run();
      products.after();
    }
  }

  @Test
  void matricesBeginAtALineOfTheCache() {
    try (NativeMatrices memory = new NativeMatrices()) {
      for (int size = 1; size < 40; size++) {
        FloatPointer at = memory.at(new Matrix("m" + size, 1, size), 0);
        assertThat((at.address() + at.position() * Float.BYTES) % 64).isZero();
      }
    }
  }

  @Test
  void whatIsNoProductIsRefused() {
    Matrix a = new Matrix("a", 2, 3);
    assertThatThrownBy(() -> new MatrixProduct(a, false, a, false, new Matrix("b", 2, 2), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("columns=3");
  }
}
