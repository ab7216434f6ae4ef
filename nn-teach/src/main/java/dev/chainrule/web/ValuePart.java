package dev.chainrule.web;

import dev.chainrule.trace.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value of a trace.
 *
 * @param numbers row by row; null where there are more than {@value #MOST}
 * @param min the least of all
 * @param max the largest
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record ValuePart(
    String name,
    String text,
    String latex,
    String role,
    long[] shape,
    int layer,
    double @Nullable [] numbers,
    double min,
    double max) {
  static final int MOST = 256;

  static ValuePart of(Value value) {
    Range range = Range.of(value);
    return new ValuePart(
        value.name(),
        value.notation().text(),
        value.notation().latex(),
        value.role().name().toLowerCase(Locale.ROOT),
        value.shape().toArray(),
        value.layer(),
        numbers(value),
        range.min(),
        range.max());
  }

  /** All numbers, or null where they are many. */
  static double @Nullable [] numbers(Value value) {
    return value.size() <= MOST ? value.toArray() : null;
  }
}
