package dev.chainrule.cli;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.Initializer.Fans;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.registry.Catalog;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y = a ⊙ x, with a backward written by hand: da = Σ_rows x ⊙ dy and dx = a ⊙ dy, each times a
 * factor, which is right where it is 1. Somebody's own layer, with somebody's own mistake.
 */
record Gain(double factorOfGain, double factorOfInput) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<ParamSpec> parameters(Shape input) {
    return List.of(
        new ParamSpec("gain", input, new Fans(1, 1), (shape, fans, random) -> ones(shape)));
  }

  private static double[] ones(Shape shape) {
    double[] ones = new double[Math.toIntExact(shape.size())];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public Var define(Var x, Theta theta) {
    return x.mul(theta.get("gain").broadcastTo(x.shape()));
  }

  @Override
  public INDArray forward(INDArray x, Frame frame) {
    frame.save("x", x);
    double[] y = numbers(x, frame);
    double[] a = numbers(frame.parameter("gain"), frame);
    for (int i = 0; i < y.length; i++) {
      y[i] *= a[i % a.length];
    }
    return array("y", x, y, frame);
  }

  @Override
  public INDArray backward(INDArray dy, Frame frame) {
    double[] x = numbers(frame.saved("x"), frame);
    double[] dx = numbers(dy, frame);
    double[] a = numbers(frame.parameter("gain"), frame);
    double[] da = numbers(frame.gradient("gain"), frame);
    for (int i = 0; i < dx.length; i++) {
      da[i % a.length] += factorOfGain * x[i] * dx[i];
      dx[i] *= factorOfInput * a[i % a.length];
    }
    frame.kernels().write(da, frame.gradient("gain"));
    return array("dx", dy, dx, frame);
  }

  private static double[] numbers(INDArray array, Frame frame) {
    double[] values = new double[Math.toIntExact(array.length())];
    frame.kernels().read(array, values);
    return values;
  }

  private static INDArray array(String name, INDArray like, double[] values, Frame frame) {
    INDArray out = frame.bufferLike(name, like);
    frame.kernels().write(values, out);
    return out;
  }

  /** Makes it loadable. */
  public static final class InFiles implements Catalog {
    /** For {@link java.util.ServiceLoader}. */
    public InFiles() {}

    @Override
    public Map<String, Class<?>> types() {
      return Map.of("gain", Gain.class);
    }
  }
}
