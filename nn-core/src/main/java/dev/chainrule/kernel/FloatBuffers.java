package dev.chainrule.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * {@link FloatBuffer}s on native memory, by address, made once and found again.
 *
 * <p>Why: a copy of 64 floats between native memory and a {@code float[]} takes 5 ns through a
 * buffer, which C2 compiles in place, and 32 ns through JavaCPP's own {@code get}, a call out of
 * Java. Making a buffer is such a call too, and garbage.
 *
 * <p>A buffer does not own its memory. One whose memory was freed stays here until its place is
 * needed, unused, since nobody asks for an address that is not an array's; if another array comes
 * to lie there, the same buffer is right for it.
 */
final class FloatBuffers {
  private static final int BITS = 10;
  private static final int PLACES = 1 << BITS; // a network of 20 layers has some 150 arrays

  private final long[] addresses = new long[PLACES];
  private final @Nullable FloatBuffer[] buffers = new FloatBuffer[PLACES];
  private int taken;

  /** The buffer on the memory from {@code address} on; null if none was made. */
  @Nullable FloatBuffer find(long address) {
    int place = place(address);
    return addresses[place] == address ? buffers[place] : null;
  }

  /** Makes a buffer on {@code length} floats from {@code address} on, in place of an older one. */
  FloatBuffer make(long address, int length) {
    int place = place(address);
    if (addresses[place] == 0 && ++taken > PLACES / 2) {
      Arrays.fill(addresses, 0);
      Arrays.fill(buffers, null);
      taken = 1;
      place = place(address);
    }
    FloatBuffer made = new FloatPointer(new Place(address)).capacity(length).asBuffer();
    addresses[place] = address;
    buffers[place] = made;
    return made;
  }

  /** Where the buffer of this address is, or would be. */
  private int place(long address) {
    int place = (int) ((address * 0x9E3779B97F4A7C15L) >>> (64 - BITS));
    while (addresses[place] != address && addresses[place] != 0) {
      place = (place + 1) % PLACES;
    }
    return place;
  }

  /** Memory that belongs to someone else. */
  private static final class Place extends Pointer {
    Place(long start) {
      super((Pointer) null);
      address = start;
    }
  }
}
