package dev.chainrule.bench;

import dev.chainrule.random.RandomStream;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;

/** Native memory of matrices, each beginning at a line of the cache. */
final class NativeMatrices implements AutoCloseable {
  private static final int LINE = 64;
  private static final int FLOATS_IN_LINE = LINE / Float.BYTES;

  private final Map<Matrix, FloatPointer> memory = new HashMap<>();
  private final Map<Matrix, Long> starts = new HashMap<>();

  /** Where number {@code index} of the matrix stands; filled with small numbers at first. */
  FloatPointer at(Matrix matrix, long index) {
    FloatPointer whole = memory.computeIfAbsent(matrix, this::allocate);
    return new FloatPointer(whole).position(starts.get(matrix) + index);
  }

  private FloatPointer allocate(Matrix matrix) {
    FloatPointer pointer = new FloatPointer((long) matrix.size() + FLOATS_IN_LINE);
    long start = (LINE - pointer.address() % LINE) % LINE / Float.BYTES;
    float[] values = new float[matrix.size()];
    RandomStream random = RandomStream.of(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    starts.put(matrix, start);
    new FloatPointer(pointer).position(start).put(values);
    return pointer;
  }

  @Override
  public void close() {
    memory.values().forEach(FloatPointer::close);
    memory.clear();
  }
}
