package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.ErfDifference;
import org.apache.commons.numbers.gamma.InverseErf;

/**
 * Normal, restricted to [low, high]: x = μ + σ√2 erf⁻¹(u) with u uniform between erf((low − μ)/σ√2)
 * and erf((high − μ)/σ√2). As {@code trunc_normal_} of PyTorch.
 *
 * @param mean μ of the normal distribution before it is cut
 * @param deviation σ likewise, positive
 * @param low the smallest value
 * @param high the largest value
 */
public record TruncatedNormal(double mean, double deviation, double low, double high)
    implements Initializer {
  /** Checks that something is left. */
  public TruncatedNormal {
    if (!(deviation > 0) || !(low < high) || !Double.isFinite(mean + deviation)) {
      throw new IllegalArgumentException(
          "deviation must be positive and low less than high, got deviation "
              + deviation
              + ", low "
              + low
              + ", high "
              + high);
    }
    double scale = deviation * Math.sqrt(2);
    if (ErfDifference.value((low - mean) / scale, (high - mean) / scale) < 1e-12) {
      throw new IllegalArgumentException(
          "almost nothing of the distribution lies between " + low + " and " + high);
    }
  }

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    double scale = deviation * Math.sqrt(2);
    double from = Erf.value((low - mean) / scale);
    double to = Erf.value((high - mean) / scale);
    return Draw.fill(
        shape,
        () -> {
          double x = mean + scale * InverseErf.value(random.nextDouble(from, to));
          return Math.min(high, Math.max(low, x));
        });
  }
}
