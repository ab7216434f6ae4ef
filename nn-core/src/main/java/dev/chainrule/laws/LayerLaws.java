package dev.chainrule.laws;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.nn.Architecture;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The laws of a layer, each on random numbers.
 *
 * <pre>{@code
 * LayerLaws.Subject mine = new LayerLaws.Subject(new MyLayer(3), Shape.of(4));
 * for (Law<LayerLaws.Subject> law : LayerLaws.CALCULUS) {
 *   law.check().accept(mine); // throws Law.Broken
 * }
 * }</pre>
 */
public final class LayerLaws {
  static final long BATCH = 5;
  static final double DOUBLE_ROUNDING = 1e-12;
  private static final double FLOAT_ROUNDING = 2e-6;

  /** The laws of its mathematics; any layer can be put to them. */
  public static final List<Law<Subject>> CALCULUS =
      List.of(
          new Law<>("the output has the shape it was said to have", LayerLaws::shapes),
          new Law<>("backward is the gradient, by central differences", DerivativeLaws::gradient),
          new Law<>(
              "what was derived by hand agrees with its definition", DerivativeLaws::definition),
          new Law<>("backward is the adjoint of pushforward", DerivativeLaws::adjoint),
          new Law<>(
              "pushforward is the derivative, by central differences", DerivativeLaws::tangent),
          new Law<>("second derivatives agree with central differences", DerivativeLaws::second),
          new Law<>("the kinks of its formula are declared", DerivativeLaws::kinks),
          new Law<>("gradients sample by sample are those of each row", DerivativeLaws::perSample),
          new Law<>("backward twice doubles the parameters' gradients", LayerLaws::accumulates),
          new Law<>("backwardParameters gives backward's gradients", LayerLaws::parametersOnly),
          new Law<>("neither input nor parameters are modified", LayerLaws::pure),
          new Law<>("a batch is its rows one by one, when predicting", LayerLaws::rows),
          new Law<>("a smaller batch after a larger one is the same", LayerLaws::smallerBatch),
          new Law<>("all kernels agree", LayerLaws::kernelsAgree),
          new Law<>("a NaN in stays a NaN out", LayerLaws::keepsNan));

  /** The laws of its file; the layer's type must be in a {@code Catalog}. */
  public static final List<Law<Subject>> FILES =
      List.of(
          new Law<>("saved and loaded is equal, bit for bit", LayerLaws::saves),
          new Law<>("equal by value, and printable", LayerLaws::equality));

  /** All of them. */
  public static final List<Law<Subject>> ALL =
      Stream.concat(CALCULUS.stream(), FILES.stream()).toList();

  private LayerLaws() {}

  /**
   * What the laws are tried on.
   *
   * @param layer the layer
   * @param input the shape of one input
   */
  public record Subject(Layer layer, Shape input) {
    /** A network of this layer alone, with random parameters, biases too; equal every time. */
    public Network network(DataType type) {
      Network network = Network.of(input, layer, 7, type);
      if (network.params().layout().size() > 0) { // zero biases would hide a forgotten one
        INDArray flat = network.params().flat();
        flat.addi(SampleArrays.normal(Shapes.of(flat), type, random("noise")).muli(0.1));
      }
      return network;
    }

    /** A batch of random inputs; equal every time. */
    public INDArray input(long rows, DataType type) {
      return SampleArrays.normal(input.batch(rows), type, random("input"));
    }

    Var define(Network network, Var x, Var theta) {
      return layer.define(
          x, Theta.of(network.params().layout(), theta, Mode.TRAIN, random("pass")));
    }

    INDArray direction(INDArray like) {
      return SampleArrays.normal(Shapes.of(like), like.dataType(), random("direction"));
    }

    Params direction(Params like) {
      Params direction = Params.zeros(like.layout(), like.dataType());
      direction.flat().assign(direction(like.flat()));
      return direction;
    }

    INDArray upstream(Network network, long rows, DataType type) {
      return SampleArrays.normal(network.outputShape().batch(rows), type, random("upstream"));
    }

    /** The random stream of this name; equal every time. */
    public static RandomStream random(String name) {
      return RandomStream.of(3).split(name);
    }

    /** A pass through the network with the reference kernels. */
    public static Pass pass(Network network, Mode mode) {
      DataType type = network.params().dataType();
      return pass(network, mode, new Nd4jKernels(type));
    }

    private static Pass pass(Network network, Mode mode, Kernels kernels) {
      return new Pass(network, mode, random("pass"), kernels);
    }
  }

  private static void shapes(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray y = Subject.pass(network, Mode.TRAIN).forward(s.input(BATCH, DataType.DOUBLE));
    Shape expected = s.layer().outputShape(s.input()).batch(BATCH);
    if (!Shapes.of(y).equals(expected)) {
      throw new Law.Broken("output should have shape " + expected + ", got " + Shapes.of(y));
    }
  }

  private static void accumulates(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    Pass pass = Subject.pass(network, Mode.TRAIN);
    pass.forward(s.input(BATCH, DataType.DOUBLE));
    INDArray v = s.upstream(network, BATCH, DataType.DOUBLE);
    double[] dx = SampleArrays.of(pass.backward(v));
    double[] once = SampleArrays.of(pass.gradients().flat());
    SampleArrays.same("∂L/∂x the second time", dx, SampleArrays.of(pass.backward(v)));
    double[] twice = SampleArrays.of(pass.gradients().flat());
    SampleArrays.close(
        "∂L/∂θ after two passes",
        Arrays.stream(once).map(g -> 2 * g).toArray(),
        twice,
        DOUBLE_ROUNDING);
  }

  private static void parametersOnly(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    INDArray v = s.upstream(network, BATCH, DataType.DOUBLE);
    Pass both = Subject.pass(network, Mode.TRAIN);
    both.forward(x);
    both.backward(v);
    Pass alone = Subject.pass(network, Mode.TRAIN);
    alone.forward(x);
    alone.backwardParameters(v);
    SampleArrays.close(
        "∂L/∂θ without ∂L/∂x",
        SampleArrays.of(both.gradients().flat()),
        SampleArrays.of(alone.gradients().flat()),
        DOUBLE_ROUNDING);
  }

  private static void pure(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    INDArray v = s.upstream(network, BATCH, DataType.DOUBLE);
    double[] xBefore = SampleArrays.of(x);
    double[] vBefore = SampleArrays.of(v);
    double[] thetaBefore = SampleArrays.of(network.params().flat());
    Pass pass = Subject.pass(network, Mode.TRAIN);
    pass.forward(x);
    pass.backward(v);
    SampleArrays.same("x", xBefore, SampleArrays.of(x));
    SampleArrays.same("∂L/∂y", vBefore, SampleArrays.of(v));
    SampleArrays.same("θ", thetaBefore, SampleArrays.of(network.params().flat()));
  }

  private static void rows(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    double[] batch = SampleArrays.of(Subject.pass(network, Mode.INFER).forward(x));
    int width = Math.toIntExact(network.outputShape().size());
    Pass one = Subject.pass(network, Mode.INFER);
    for (int i = 0; i < BATCH; i++) {
      INDArray row = Shapes.view(x, i * s.input().size(), s.input().batch(1));
      SampleArrays.close(
          "row " + i,
          Arrays.copyOfRange(batch, i * width, (i + 1) * width),
          SampleArrays.of(one.forward(row)),
          DOUBLE_ROUNDING);
    }
  }

  private static void smallerBatch(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray small = s.input(2, DataType.DOUBLE);
    Pass fresh = Subject.pass(network, Mode.INFER);
    Pass used = Subject.pass(network, Mode.INFER);
    used.forward(s.input(BATCH, DataType.DOUBLE));
    SampleArrays.same(
        "y", SampleArrays.of(fresh.forward(small)), SampleArrays.of(used.forward(small)));
    INDArray v = s.upstream(network, 2, DataType.DOUBLE);
    SampleArrays.same(
        "∂L/∂x", SampleArrays.of(fresh.backward(v)), SampleArrays.of(used.backward(v)));
    SampleArrays.same(
        "∂L/∂θ",
        SampleArrays.of(fresh.gradients().flat()),
        SampleArrays.of(used.gradients().flat()));
  }

  private static void kernelsAgree(Subject s) {
    Network network = s.network(DataType.FLOAT);
    INDArray x = s.input(BATCH, DataType.FLOAT);
    INDArray v = s.upstream(network, BATCH, DataType.FLOAT);
    List<Kernels> all = Kernels.all(DataType.FLOAT);
    Pass reference = Subject.pass(network, Mode.TRAIN, all.get(0));
    double[] y = SampleArrays.of(reference.forward(x));
    double[] dx = SampleArrays.of(reference.backward(v));
    double[] dTheta = SampleArrays.of(reference.gradients().flat());
    for (Kernels kernels : all.subList(1, all.size())) {
      Pass pass = Subject.pass(network, Mode.TRAIN, kernels);
      SampleArrays.close("y", y, SampleArrays.of(pass.forward(x)), FLOAT_ROUNDING);
      SampleArrays.close("∂L/∂x", dx, SampleArrays.of(pass.backward(v)), FLOAT_ROUNDING);
      SampleArrays.close("∂L/∂θ", dTheta, SampleArrays.of(pass.gradients().flat()), FLOAT_ROUNDING);
    }
  }

  private static void keepsNan(Subject s) {
    Network network = s.network(DataType.FLOAT);
    INDArray x = s.input(BATCH, DataType.FLOAT);
    x.assign(Double.NaN);
    for (Kernels kernels : Kernels.all(DataType.FLOAT)) {
      double[] y = SampleArrays.of(Subject.pass(network, Mode.INFER, kernels).forward(x));
      for (double value : y) {
        if (!Double.isNaN(value)) {
          throw new Law.Broken("a row of NaN became " + value);
        }
      }
    }
  }

  private static void saves(Subject s) throws Exception {
    Path folder = Files.createTempDirectory("chainrule-laws");
    Path file = folder.resolve("model.safetensors");
    try {
      for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
        Network network = s.network(type);
        network.save(file);
        Network loaded = Network.load(file);
        if (!loaded.layer().equals(network.layer())
            || !loaded.inputShape().equals(network.inputShape())) {
          throw new Law.Broken("saved " + network.layer() + ", loaded " + loaded.layer());
        }
        Params params = loaded.params();
        SampleArrays.same(
            "θ", SampleArrays.of(network.params().flat()), SampleArrays.of(params.flat()));
        INDArray x = s.input(BATCH, type);
        SampleArrays.same(
            "y", SampleArrays.of(network.predict(x)), SampleArrays.of(loaded.predict(x)));
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static void equality(Subject s) {
    Layer copy = Architecture.fromJson(new Architecture(s.input(), s.layer()).toJson()).layer();
    if (!copy.equals(s.layer()) || copy.hashCode() != s.layer().hashCode()) {
      throw new Law.Broken(s.layer() + " is not equal to its copy " + copy);
    }
    if (s.layer().describe(s.input()).isBlank() || s.layer().describe(s.input()).contains("@")) {
      throw new Law.Broken("it describes itself as " + s.layer().describe(s.input()));
    }
  }
}
