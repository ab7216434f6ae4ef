package dev.chainrule.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code nn bench} can measure. */
enum BenchPart {
  STEPS,
  INFERENCE,
  EPOCH,
  GROWTH,
  AUTODIFF;

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its name. */
  static final class Named implements ITypeConverter<BenchPart>, Iterable<String> {
    @Override
    public BenchPart convert(String name) {
      return Arrays.stream(values())
          .filter(part -> part.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "nothing to measure is called "
                          + name
                          + "; there are "
                          + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(BenchPart::toString).iterator();
    }
  }
}
