package dev.chainrule.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The few values that a frame has by name. A layer asks for the same ones at every step, and
 * looking through three names takes half as long as a hash.
 */
final class Named<T> {
  private String[] names = new String[4];
  private Object[] values = new Object[4];
  private int size;

  /** The value of this name, or null. */
  @SuppressWarnings("unchecked") // put takes no others
  @Nullable T get(String name) {
    int i = find(name);
    return i < size ? (T) values[i] : null;
  }

  /** Gives the name this value, instead of the one that it has. */
  void put(String name, T value) {
    int i = find(name);
    if (i == names.length) {
      names = Arrays.copyOf(names, 2 * i);
      values = Arrays.copyOf(values, 2 * i);
    }
    names[i] = name;
    values[i] = value;
    size = Math.max(size, i + 1);
  }

  private int find(String name) {
    int i = 0;
    while (i < size && !names[i].equals(name)) {
      i++;
    }
    return i;
  }
}
