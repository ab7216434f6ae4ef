package dev.chainrule.kernel;

import static java.util.Objects.requireNonNull;

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
  private @Nullable INDArray array;

  private @Nullable FloatBuffer buffer; // null before it is needed, and where none is that long
  private long base;

  HostMemory(FloatBuffers buffers) {
    super((Pointer) null);
    this.buffers = buffers;
  }

  /** Looks at the first number of {@code array}. */
  HostMemory on(INDArray array) {
    this.array = array;
    base = address(array);
    buffer = null;
    address = base;
    return this;
  }

  /** Where the first number of {@code array} lies. */
  static long address(INDArray array) {
    DataBuffer data = array.data();
    // address() is that of the whole buffer, also for a view, which asks its whole for it by a
    // method that calls itself: what C2 compiles in place only where asked here.
    DataBuffer whole = data.underlyingDataBuffer();
    return (whole == null ? data : whole).address() + data.offset() * FLOAT_BYTES;
  }

  /** Looks at number {@code index} of the array last looked {@link #on}. */
  HostMemory at(long index) {
    address = base + index * FLOAT_BYTES;
    return this;
  }

  /** Looks so many numbers further on. */
  void move(long numbers) {
    address += numbers * FLOAT_BYTES;
  }

  /** Copies {@code n} numbers from {@code from} on to {@code out[at]} and on. */
  void read(long from, float[] out, int at, int n) {
    FloatBuffer memory = buffer(from + n);
    if (memory != null) {
      memory.get((int) from, out, at, n);
    } else {
      at(from).get(out, at, n);
    }
  }

  /** Copies {@code n} numbers from {@code values[at]} on to {@code from} and on. */
  void write(long from, float[] values, int at, int n) {
    FloatBuffer memory = buffer(from + n);
    if (memory != null) {
      memory.put((int) from, values, at, n);
    } else {
      at(from).put(values, at, n);
    }
  }

  /** A buffer on at least the first {@code end} numbers of the array; null if none is that long. */
  private @Nullable FloatBuffer buffer(long end) {
    FloatBuffer found = buffer;
    if (found == null) {
      found = buffers.find(base);
      buffer = found;
    }
    return found != null && end <= found.capacity() ? found : newBuffer();
  }

  private @Nullable FloatBuffer newBuffer() {
    long length = requireNonNull(array).length();
    buffer = length <= MOST_IN_BUFFER ? buffers.make(base, (int) length) : null;
    return buffer;
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
