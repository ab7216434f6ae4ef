package dev.chainrule.param;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where each parameter stands in the flat array: one behind the other, in the order of the layers.
 * Immutable.
 */
public final class ParamLayout {
  private final Map<String, Entry> entries;
  private final long size;

  /**
   * One parameter's place.
   *
   * @param spec the parameter
   * @param offset of its first number in the flat array
   */
  public record Entry(ParamSpec spec, long offset) {}

  private ParamLayout(Map<String, Entry> entries, long size) {
    this.entries = entries;
    this.size = size;
  }

  /**
   * The layout of these parameters, in this order.
   *
   * @throws IllegalArgumentException if two have the same name, or all together exceed a long
   */
  public static ParamLayout of(List<ParamSpec> specs) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long offset = 0;
    for (ParamSpec spec : specs) {
      if (entries.put(spec.name(), new Entry(spec, offset)) != null) {
        throw new IllegalArgumentException("two parameters are called " + spec.name());
      }
      try {
        offset = Math.addExact(offset, spec.shape().size());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("more parameters than a long can count", e);
      }
    }
    return new ParamLayout(entries, offset);
  }

  /** How many numbers there are in all. */
  public long size() {
    return size;
  }

  /** The parameters' names, in order. */
  public Set<String> names() {
    return java.util.Collections.unmodifiableSet(entries.keySet());
  }

  /** All parameters, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Whether the other has the same names and shapes in the same order. */
  public boolean isLike(ParamLayout other) {
    return this == other || toString().equals(other.toString());
  }

  /** Names and shapes: {@code 0.weight [128, 784], 0.bias [128]}. */
  @Override
  public String toString() {
    return entries.values().stream()
        .map(entry -> entry.spec().name() + " " + entry.spec().shape())
        .collect(Collectors.joining(", "));
  }

  /** Whether there is a parameter of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * The parameter of this name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public Entry get(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no parameter is called " + name + "; there are " + String.join(", ", names()));
    }
    return entry;
  }

  /** The parameter that number {@code index} of the flat array belongs to. */
  public Entry at(long index) {
    for (Entry entry : entries.values()) {
      if (index >= entry.offset() && index < entry.offset() + entry.spec().shape().size()) {
        return entry;
      }
    }
    throw new IndexOutOfBoundsException("there are " + size + " parameters, got index " + index);
  }
}
