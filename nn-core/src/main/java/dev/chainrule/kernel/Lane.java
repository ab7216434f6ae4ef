package dev.chainrule.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of a {@link WorkerPool} has for itself: windows on three arrays, tiles and rows
 * of plain Java memory to work in. Nothing is made before it is asked for.
 */
final class Lane {
  /** So many tiles and windows at most. */
  static final int MOST = 16;

  private final FloatBuffers buffers = new FloatBuffers();
  private final float[] @Nullable [] tiles = new float[MOST][];
  private final @Nullable HostMemory[] windows = new HostMemory[MOST];

  private @Nullable FloatPointer ones;

  final HostMemory x = new HostMemory(buffers);
  final HostMemory y = new HostMemory(buffers);
  final HostMemory z = new HostMemory(buffers);
  final RowBuffer first = new RowBuffer();
  final RowBuffer second = new RowBuffer();
  final RowBuffer third = new RowBuffer();
  final RowBuffer input = new RowBuffer();
  final RowBlock block = new RowBlock();
  final CompensatedSum sum = new CompensatedSum();

  /** Tile {@code i}: {@link Tiles#SIZE} floats. */
  float[] tile(int i) {
    float[] tile = tiles[i];
    if (tile == null) {
      tile = new float[Tiles.SIZE];
      tiles[i] = tile;
    }
    return tile;
  }

  /** Window {@code i}. */
  HostMemory window(int i) {
    HostMemory window = windows[i];
    if (window == null) {
      window = new HostMemory(buffers);
      windows[i] = window;
    }
    return window;
  }

  /** At least {@code n} ones in native memory: a product with them is a sum. */
  FloatPointer ones(int n) {
    FloatPointer found = ones;
    if (found == null || found.capacity() < n) {
      float[] values = new float[n];
      Arrays.fill(values, 1f);
      found = new FloatPointer(values);
      ones = found;
    }
    return found;
  }
}
