package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.tensor.AlignedArray;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** From which sizes on work is shared, and that arrays come and go as they like meanwhile. */
final class SharingTest {
  private static int shards(int rows, int in, int units, int side, int threads) {
    long multiplications = (long) rows * in * units;
    return Blocks.shards(multiplications, CpuAffine.MULTIPLICATIONS_PER_THREAD, side, threads);
  }

  /** A loss that notes which threads ask it. */
  private static int threadsOfLoss(Kernels kernels, int rows, int columns) {
    List<Thread> threads = java.util.Collections.synchronizedList(new ArrayList<>());
    INDArray p = Nd4j.zeros(DataType.FLOAT, rows, columns);
    RowLoss loss =
        (prediction, target, dp) -> {
          threads.add(Thread.currentThread());
          return 1;
        };
    assertThat(kernels.loss(loss, p, p, 0.5, null)).isEqualTo(0.5 * rows);
    return (int) threads.stream().distinct().count();
  }

  @Test
  void smallWorkStaysOnTheCallingThread() {
    Kernels kernels = new CpuKernels(2);
    for (int i = 0; i < 100; i++) {
      assertThat(threadsOfLoss(kernels, 51, 10)).isEqualTo(1);
      assertThat(threadsOfLoss(kernels, 1, 100_000)).isEqualTo(1);
    }
    assertThat(Tiles.shards(16L * Tiles.SIZE - Tiles.SIZE, 2)).isEqualTo(1);
    assertThat(Tiles.shards(16L * Tiles.SIZE, 2)).isEqualTo(2);
    assertThat(Tiles.shards(16L * Tiles.SIZE, 64)).isEqualTo(2);
    assertThat(Tiles.shards(1L << 40, 64)).isEqualTo(64);
    assertThat(Tiles.shards(0, 64)).isEqualTo(1);
  }

  @Test
  void affineMapsAreSharedInBlocks() {
    assertThat(shards(10, 784, 30, 30, 2)).isEqualTo(1);
    assertThat(shards(64, 784, 128, 128, 2)).isEqualTo(2);
    assertThat(shards(64, 784, 128, 128, 16)).isEqualTo(8);
    assertThat(shards(64, 100_000, 10, 10, 16)).isEqualTo(1); // no whole blocks
    assertThat(shards(64, 128, 10, 64, 2)).isEqualTo(1);
    long byRows = CpuAffine.MULTIPLICATIONS_PER_THREAD_BY_ROWS;
    assertThat(Blocks.shards(64 * 128 * 10, byRows, 64, 16)).isEqualTo(2);
    assertThat(Blocks.shards(32 * 128 * 10, byRows, 32, 16)).isEqualTo(1);
    for (int side : new int[] {16, 17, 24, 40, 100, 784, 4097}) {
      for (int parts = 1; parts <= (side + 8) / 16; parts++) {
        assertThat(Blocks.begin(side, 0, parts)).isZero();
        assertThat(Blocks.begin(side, parts, parts)).isEqualTo(side);
        for (int i = 0; i < parts; i++) {
          assertThat(Blocks.begin(side, i, parts))
              .as("part %d of %d of %d", i, parts, side)
              .isLessThan(Blocks.begin(side, i + 1, parts));
        }
      }
    }
  }

  @Test
  void manyPartsCoverEveryTileOnce() {
    for (long length : new long[] {1, 2048, 2049, 100_000}) {
      for (int shards = 1; shards <= 9; shards++) {
        assertThat(Tiles.begin(length, 0, shards)).isZero();
        assertThat(Tiles.begin(length, shards, shards)).isEqualTo(length);
        for (int i = 0; i < shards; i++) {
          assertThat(Tiles.begin(length, i, shards))
              .isLessThanOrEqualTo(Tiles.begin(length, i + 1, shards));
        }
      }
    }
  }

  /** More arrays than there is room for views of them, and memory that is another's next time. */
  @Test
  void arraysComeAndGo() {
    Kernels kernels = new CpuKernels(2);
    for (int i = 0; i < 3_000; i++) {
      int n = 1 + i * 7 % 500;
      INDArray x = Nd4j.create(DataType.FLOAT, n);
      kernels.fill(i, x);
      double[] read = new double[n];
      kernels.read(x, read);
      assertThat(read).containsOnly(i);
      if (i % 3 == 0) {
        x.close(); // ND4J gives its memory to another
      }
    }
  }

  @Test
  void alignedArraysBeginAtALine() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      for (int i = 0; i < 50; i++) {
        INDArray array = AlignedArray.zeros(type, Shape.of(1 + i, 3));
        long address = array.data().address() + array.offset() * type.width();
        assertThat(address % 64).isZero();
        assertThat(array.shape()).containsExactly(1 + i, 3);
        assertThat(array.dataType()).isEqualTo(type);
        assertThat(array.sumNumber().doubleValue()).isZero();
      }
    }
  }
}
