package dev.chainrule.nn;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Elementwise;
import dev.chainrule.param.Initializer;
import dev.chainrule.param.Initializer.Fans;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.random.RandomStream;
import dev.chainrule.registry.Catalog;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Small layers to build networks from, and the catalogue that files find them by. */
public final class TestLayers implements Catalog {
  /** For {@link java.util.ServiceLoader}. */
  public TestLayers() {}

  @Override
  public Map<String, Class<?>> types() {
    return Map.of(
        "affine",
        Affine.class,
        "cube",
        Cube.class,
        "ramp",
        Ramp.class,
        "wide",
        Wide.class,
        "gaussian",
        Gaussian.class);
  }

  /** Normal numbers. */
  record Gaussian() implements Initializer {
    @Override
    public double[] draw(Shape shape, Fans fans, RandomStream random) {
      double[] values = new double[Math.toIntExact(shape.size())];
      Arrays.setAll(values, i -> random.nextGaussian());
      return values;
    }
  }

  /** y = A x + b. */
  record Affine(long out) implements Layer {
    @Override
    public Var define(Var x, Theta theta) {
      Var ax = x.matmulTransposed(theta.get("weight"));
      return ax.add(theta.get("bias").broadcastTo(ax.shape()));
    }

    @Override
    public Shape outputShape(Shape input) {
      if (input.rank() != 1) {
        throw new ShapeException("Affine: expected a row, got " + input);
      }
      return Shape.of(out);
    }

    @Override
    public List<ParamSpec> parameters(Shape input) {
      Fans fans = new Fans(input.dim(0), out);
      return List.of(
          new ParamSpec("weight", Shape.of(out, input.dim(0)), fans, new Gaussian()),
          new ParamSpec("bias", Shape.of(out), fans, new Gaussian()));
    }

    @Override
    public INDArray forward(INDArray x, Frame frame) {
      INDArray y = frame.buffer("y", x.size(0), out);
      frame.kernels().affine(x, frame.parameter("weight"), frame.parameter("bias"), y);
      frame.save("x", x);
      return y;
    }

    @Override
    public INDArray backward(INDArray dy, Frame frame) {
      backwardParameters(dy, frame);
      INDArray dx = frame.bufferLike("dx", frame.saved("x"));
      frame.kernels().affineInput(dy, frame.parameter("weight"), dx);
      return dx;
    }

    @Override
    public void backwardParameters(INDArray dy, Frame frame) {
      INDArray dA = frame.gradient("weight");
      frame.kernels().affineParameters(dy, frame.saved("x"), true, dA, frame.gradient("bias"));
    }

    @Override
    public String describe(Shape input) {
      return "Affine(" + input.dim(0) + "→" + out + ")";
    }
  }

  /**
   * y = x³, times {@code factor} in what it says of its derivative: 1 is right. Its buffers have
   * the names that a pass has for its own.
   */
  record Cube(double factor) implements Layer, Elementwise {
    @Override
    public Var define(Var x, Theta theta) {
      return x.pow(3);
    }

    @Override
    public double value(double x) {
      return x * x * x;
    }

    @Override
    public double derivative(double r) {
      return 3 * r * r * factor;
    }

    @Override
    public Reads derivativeReads() {
      return Reads.INPUT;
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public INDArray forward(INDArray x, Frame frame) {
      INDArray y = frame.bufferLike("input", x);
      frame.kernels().map(this, x, y);
      frame.save("x", x);
      return y;
    }

    @Override
    public INDArray backward(INDArray dy, Frame frame) {
      INDArray used = frame.bufferLike("upstream", dy);
      INDArray dx = frame.bufferLike("dy", dy);
      frame.kernels().mapBackward(this, frame.saved("x"), dy, used);
      frame.kernels().copy(used, dx);
      return dx;
    }
  }

  /** y = max(x, 0), with its kink declared. */
  record Ramp() implements Layer, Elementwise {
    @Override
    public Var define(Var x, Theta theta) {
      return x.relu();
    }

    @Override
    public double value(double x) {
      return Math.max(x, 0);
    }

    @Override
    public double derivative(double r) {
      return r > 0 ? 1 : 0;
    }

    @Override
    public Reads derivativeReads() {
      return Reads.OUTPUT;
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public INDArray forward(INDArray x, Frame frame) {
      INDArray y = frame.bufferLike("y", x);
      frame.kernels().map(this, x, y);
      frame.save("y", y);
      if (frame.watchesKinks()) {
        frame.noteKinks(new double[] {0}, x);
      }
      return y;
    }

    @Override
    public INDArray backward(INDArray dy, Frame frame) {
      INDArray dx = frame.bufferLike("dx", dy);
      frame.kernels().mapBackward(this, frame.saved("y"), dy, dx);
      return dx;
    }
  }

  /** Takes as many features as a file says, whatever that is; never computes. */
  record Wide(Shape shape) implements Layer {
    @Override
    public Var define(Var x, Theta theta) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public List<ParamSpec> parameters(Shape input) {
      return List.of(new ParamSpec("weight", shape, new Fans(1, 1), new Gaussian()));
    }

    @Override
    public INDArray forward(INDArray x, Frame frame) {
      throw new UnsupportedOperationException();
    }

    @Override
    public INDArray backward(INDArray dy, Frame frame) {
      throw new UnsupportedOperationException();
    }
  }

  /** Notes how its derivative is asked for; in no catalogue. */
  record Counted(Layer layer, List<String> calls) implements Layer {
    static Counted of(Layer layer) {
      return new Counted(layer, new ArrayList<>());
    }

    @Override
    public Var define(Var x, Theta theta) {
      return layer.define(x, theta);
    }

    @Override
    public Shape outputShape(Shape input) {
      return layer.outputShape(input);
    }

    @Override
    public List<ParamSpec> parameters(Shape input) {
      return layer.parameters(input);
    }

    @Override
    public INDArray forward(INDArray x, Frame frame) {
      return layer.forward(x, frame);
    }

    @Override
    public INDArray backward(INDArray dy, Frame frame) {
      calls.add("backward");
      return layer.backward(dy, frame);
    }

    @Override
    public void backwardParameters(INDArray dy, Frame frame) {
      calls.add("backwardParameters");
      layer.backwardParameters(dy, frame);
    }
  }

  /** ½‖p − t‖² a row, averaged over the batch. */
  record Halves() implements Loss {
    @Override
    public Var define(Var p, Var t) {
      return p.sub(t).square().sum(1).div(2);
    }

    @Override
    public String name() {
      return "halves";
    }

    @Override
    public double scale(long rows, long columns) {
      return 1.0 / rows;
    }

    @Override
    public Targets targets() {
      return Targets.VECTORS;
    }

    @Override
    public double row(double[] p, double[] t, double[] dp) {
      double sum = 0;
      for (int j = 0; j < p.length; j++) {
        dp[j] = p[j] - t[j];
        sum += dp[j] * dp[j] / 2;
      }
      return sum;
    }
  }

  /** −p_t: takes classes. */
  record Chosen() implements Loss {
    @Override
    public Var define(Var p, Var t) {
      return p.mul(t.shape().rank() == 1 ? t.oneHot((int) p.shape().dim(1)) : t).sum(1).neg();
    }

    @Override
    public String name() {
      return "chosen";
    }

    @Override
    public double scale(long rows, long columns) {
      return 1;
    }

    @Override
    public Targets targets() {
      return Targets.CLASSES;
    }

    @Override
    public double row(double[] p, double[] t, double[] dp) {
      double sum = 0;
      for (int j = 0; j < p.length; j++) {
        dp[j] = -(t.length == 1 ? (j == (int) t[0] ? 1 : 0) : t[j]);
        sum += p[j] * dp[j];
      }
      return sum;
    }
  }
}
