package dev.chainrule.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A window on the native memory of one float array, with a tile of plain Java memory to work in.
 *
 * <p>Why a tile: C2 vectorises loops over {@code float[]} but not over direct buffers or pointers
 * (4–5× slower); a copy of 8,192 floats each way costs 0.7 µs. Why a pointer that moves: making one
 * per call is garbage.
 */
final class HostMemory extends FloatPointer {
  /** Floats in a tile: 16 KiB, so that three of them fit a first-level cache with room to spare. */
  static final int TILE = 4096;

  private static final int FLOAT_BYTES = 4;

  final float[] tile = new float[TILE];

  /** Held so that a temporary array's memory is not freed while we look at it. */
  private @Nullable DataBuffer buffer;

  private long base;
  private final RowBuffer row = new RowBuffer();

  HostMemory() {
    super((Pointer) null);
  }

  /** Looks at the first number of {@code array}. */
  HostMemory on(INDArray array) {
    buffer = array.data();
    // address() is that of the whole buffer, also for a view.
    base = buffer.address() + array.offset() * FLOAT_BYTES;
    return at(0);
  }

  /** Looks at number {@code index} of the array last looked {@link #on}. */
  HostMemory at(long index) {
    address = base + index * FLOAT_BYTES;
    return this;
  }

  /** Fills the tile with {@code n} numbers from {@code from} on. */
  float[] load(long from, int n) {
    at(from).get(tile, 0, n);
    return tile;
  }

  /** Writes the first {@code n} numbers of the tile to {@code from} on. */
  void store(long from, int n) {
    at(from).put(tile, 0, n);
  }

  /** Fills {@code out} with row {@code i} of a matrix of as many columns. */
  void readRow(long i, double[] out) {
    float[] floats = row.floats(out.length);
    at(i * out.length).get(floats, 0, out.length);
    for (int j = 0; j < out.length; j++) {
      out[j] = floats[j];
    }
  }

  /** Writes {@code scale · values} as row {@code i} of a matrix of as many columns. */
  void writeRow(long i, double[] values, double scale) {
    float[] floats = row.floats(values.length);
    for (int j = 0; j < values.length; j++) {
      floats[j] = (float) (scale * values[j]);
    }
    at(i * values.length).put(floats, 0, values.length);
  }

  /** Copies {@code n} floats. */
  static void copy(HostMemory from, HostMemory to, long n) {
    Pointer.memmove(to, from, n * FLOAT_BYTES);
  }
}
