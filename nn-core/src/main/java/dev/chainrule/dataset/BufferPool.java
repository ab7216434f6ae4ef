package dev.chainrule.dataset;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Arrays to work in, left by those who read a {@link Dataset} for the next ones: several threads
 * take one each, and nothing is made after the first rows.
 *
 * @param <T> such as {@code byte[]}
 */
public final class BufferPool<T> {
  private static final int MOST = 16; // threads that read at the same time; others make garbage

  private final AtomicReferenceArray<@Nullable T> left = new AtomicReferenceArray<>(MOST);

  /** One that nobody uses; null if there is none. */
  public @Nullable T take() {
    for (int i = 0; i < MOST; i++) {
      T spare = left.get(i) == null ? null : left.getAndSet(i, null);
      if (spare != null) {
        return spare;
      }
    }
    return null;
  }

  /** Leaves one that is no longer used. */
  public void leave(T spare) {
    for (int i = 0; i < MOST; i++) {
      if (left.compareAndSet(i, null, spare)) {
        return;
      }
    }
  }
}
