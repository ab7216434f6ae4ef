package dev.chainrule.param;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * The first values of a parameter. Immutable, equal by value.
 *
 * <p>Formulas speak of fan-in and fan-out: for a weight {@code [out, in]} these are its second and
 * first dimension.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface Initializer {
  /**
   * Draws the values of one parameter.
   *
   * @param shape the parameter's shape
   * @param fans the fan-in and fan-out of the layer it belongs to
   * @param random where the randomness comes from; advanced
   * @return as many numbers as the shape has, row-major
   */
  double[] draw(Shape shape, Fans fans, RandomStream random);

  /**
   * How many numbers a unit of a layer reads, and how many units read one number.
   *
   * @param in numbers that each unit reads
   * @param out units that read each number
   */
  record Fans(long in, long out) {
    /** Checks that both are positive. */
    public Fans {
      if (in <= 0 || out <= 0) {
        throw new IllegalArgumentException(
            "fan-in and fan-out must be positive, got " + in + " and " + out);
      }
    }
  }
}
