package dev.chainrule.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A window on the native memory of one float array: a pointer for OpenBLAS, and copies to and from
 * plain Java memory.
 *
 * <p>Why copies: C2 vectorises loops over {@code float[]} but not over direct buffers or pointers
 * (4–5× slower); a copy of 2,048 floats costs some 0.05 µs. Why a pointer that moves: making one
 * per call is garbage.
 */
final class HostMemory extends FloatPointer {
  private static final int FLOAT_BYTES = 4;
  private static final long MOST_IN_BUFFER = Integer.MAX_VALUE / FLOAT_BYTES;

  private final FloatBuffers buffers;
  private final RowBuffer row = new RowBuffer();

  /** Held so that a temporary array's memory is not freed while we look at it. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable DataBuffer data;

  private @Nullable FloatBuffer buffer; // null where the array is too long for one
  private long base;

  HostMemory(FloatBuffers buffers) {
    super((Pointer) null);
    this.buffers = buffers;
  }

  /** Looks at the first number of {@code array}. */
  HostMemory on(INDArray array) {
    DataBuffer found = array.data();
    data = found;
    base = address(found, array);
    long length = array.length();
    buffer = length <= MOST_IN_BUFFER ? buffers.at(base, (int) length) : null;
    return at(0);
  }

  /** Where the first number of {@code array} lies. */
  static long address(INDArray array) {
    return address(array.data(), array);
  }

  private static long address(DataBuffer data, INDArray array) {
    // address() is that of the whole buffer, also for a view.
    return data.address() + array.offset() * FLOAT_BYTES;
  }

  /** Looks at number {@code index} of the array last looked {@link #on}. */
  HostMemory at(long index) {
    address = base + index * FLOAT_BYTES;
    return this;
  }

  /** Copies {@code n} numbers from {@code from} on to {@code out[at]} and on. */
  void read(long from, float[] out, int at, int n) {
    if (buffer != null) {
      buffer.get((int) from, out, at, n);
    } else {
      at(from).get(out, at, n);
    }
  }

  /** Copies {@code n} numbers from {@code values[at]} on to {@code from} and on. */
  void write(long from, float[] values, int at, int n) {
    if (buffer != null) {
      buffer.put((int) from, values, at, n);
    } else {
      at(from).put(values, at, n);
    }
  }

  /** Fills {@code out} with row {@code i} of a matrix of as many columns. */
  void readRow(long i, double[] out) {
    float[] floats = row.floats(out.length);
    read(i * out.length, floats, 0, out.length);
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
    write(i * values.length, floats, 0, values.length);
  }

  /** Copies {@code n} floats. */
  static void copy(HostMemory from, HostMemory to, long n) {
    Pointer.memmove(to, from, n * FLOAT_BYTES);
  }
}
