package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/** Every law on every implementation; to add one, its line. */
final class KernelsTest {
  private static final Map<String, Supplier<Kernels>> IMPLEMENTATIONS =
      Map.of(
          "Nd4jKernels FLOAT", () -> new Nd4jKernels(DataType.FLOAT),
          "Nd4jKernels DOUBLE", () -> new Nd4jKernels(DataType.DOUBLE),
          "CpuKernels", CpuKernels::new,
          "CpuKernels, 3 threads", () -> new CpuKernels(3),
          "CpuKernels, 2 threads' work alone", () -> new CpuKernels(new WorkerPool(2, true)));

  @TestFactory
  Stream<DynamicNode> kernelsObeyTheirLaws() {
    return IMPLEMENTATIONS.entrySet().stream()
        .map(
            kernels ->
                dynamicContainer(
                    kernels.getKey(),
                    KernelLaws.all().entrySet().stream()
                        .map(
                            law ->
                                dynamicTest(
                                    law.getKey(),
                                    () -> law.getValue().accept(kernels.getValue().get())))));
  }

  @Test
  void knowTheirType() {
    assertThat(new CpuKernels().dataType()).isEqualTo(DataType.FLOAT);
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      assertThat(new Nd4jKernels(type).dataType()).isEqualTo(type);
      assertThat(Kernels.best(type).dataType()).isEqualTo(type);
    }
    assertThatThrownBy(() -> new Nd4jKernels(DataType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arrays are FLOAT or DOUBLE, got INT");
  }

  @Test
  void bestIsANewInstance() {
    assertThat(Kernels.best(DataType.FLOAT)).isNotSameAs(Kernels.best(DataType.FLOAT));
  }

  @Test
  void choicesAreOfThreadsThatThereCanBe() {
    KernelChoice best = KernelChoice.best();
    assertThat(best.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(best.withThreads(3).kernels(DataType.FLOAT).threads()).isEqualTo(3);
    assertThat(best.withThreads(3).kernelsOnCaller(DataType.FLOAT).threads()).isEqualTo(3);
    assertThat(best.kernels(DataType.DOUBLE)).isInstanceOf(Nd4jKernels.class);
    assertThat(best.withKind(KernelChoice.Kind.REFERENCE).kernels(DataType.FLOAT))
        .isInstanceOf(Nd4jKernels.class);
    for (int threads : new int[] {0, -1, 257}) {
      assertThatThrownBy(() -> best.withThreads(threads))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("threads must be in 1 … 256, got " + threads);
      assertThatThrownBy(() -> new CpuKernels(threads))
          .hasMessage("threads must be in 1 … 256, got " + threads);
    }
  }

  @Test
  void blasHasAtLeastOneThread() {
    assertThatThrownBy(() -> BlasThreads.set(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, got 0");
    assertThatThrownBy(() -> BlasThreads.set(-2)).hasMessageContaining("got -2");
  }
}
