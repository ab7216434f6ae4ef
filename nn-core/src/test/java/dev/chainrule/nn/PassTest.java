package dev.chainrule.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.kernel.CpuKernels;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.nn.TestLayers.Affine;
import dev.chainrule.nn.TestLayers.Chosen;
import dev.chainrule.nn.TestLayers.Cube;
import dev.chainrule.nn.TestLayers.Halves;
import dev.chainrule.nn.TestLayers.Ramp;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

final class PassTest {
  private static final Layer MLP =
      Sequential.of(new Affine(5), new Ramp(), Sequential.of(new Affine(4), new Cube(1)));
  private static final Network NETWORK = Network.of(Shape.of(3), MLP, 1);

  private static INDArray normal(DataType type, long... dims) {
    RandomStream random = RandomStream.of(Arrays.hashCode(dims));
    double[] values = new double[Math.toIntExact(Shape.of(dims).size())];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Nd4j.createFromArray(values).reshape('c', dims).castTo(type);
  }

  private static INDArray normal(long... dims) {
    return normal(DataType.FLOAT, dims);
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static Pass pass(Network network) {
    return network.trainingPass(1);
  }

  // ---- the order of calls

  @Test
  void firstForwardThenLossThenBackward() {
    Pass pass = pass(NETWORK);
    assertThatThrownBy(() -> pass.loss(new Halves(), normal(2, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no prediction yet: call forward before loss");
    assertThatThrownBy(() -> pass.backward(normal(2, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing to go back through yet: call forward first");
    assertThatThrownBy(() -> pass.backwardParameters(normal(2, 4)))
        .isInstanceOf(IllegalStateException.class);
    pass.forward(normal(2, 3));
    String message = "no ∂L/∂y yet: call forward, then loss, then backward; or backward(dy)";
    assertThatThrownBy(pass::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    pass.loss(new Halves(), normal(2, 4));
    pass.backward();
    pass.forward(normal(2, 3));
    assertThatThrownBy(pass::backward).hasMessage(message);
  }

  @Test
  void lossAndBackwardAreTheChainRule() {
    Pass pass = pass(NETWORK);
    INDArray t = normal(2, 4);
    INDArray y = pass.forward(normal(2, 3)).dup();
    double loss = pass.loss(new Halves(), t);
    double[] error = numbers(y.sub(t));
    double expected = Arrays.stream(error).map(e -> e * e).sum() / 2 / 2;
    assertThat(loss).isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(1e-3));
    pass.backward();
    double[] gradient = numbers(pass.gradients().flat());
    Pass other = pass(NETWORK);
    other.forward(normal(2, 3));
    other.backward(y.sub(t).div(2));
    assertThat(numbers(other.gradients().flat())).isEqualTo(gradient);
    other.zeroGradients();
    assertThat(numbers(other.gradients().flat())).containsOnly(0);
  }

  @Test
  void kernelsAreOfTheNetworksType() {
    assertThatThrownBy(
            () ->
                new Pass(NETWORK, Mode.INFER, RandomStream.of(1), new Nd4jKernels(DataType.DOUBLE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network's parameters are FLOAT and the kernels DOUBLE");
  }

  // ---- shapes

  @Test
  void wrongInputsComeWithAdvice() {
    Network images = Network.of(Shape.of(2, 3), new Ramp(), 1);
    assertThatThrownBy(() -> NETWORK.predict(normal(2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("the network takes [batch, 3] inputs, got [2, 4].");
    assertThatThrownBy(() -> NETWORK.predict(normal(3)))
        .hasMessage(
            "the network takes [batch, 3] inputs, got [3]."
                + " For one row, add the batch dimension: x.reshape([1, 3]).");
    assertThatThrownBy(() -> NETWORK.predict(normal(5, 3, 1)))
        .hasMessage(
            "the network takes [batch, 3] inputs, got [5, 3, 1]."
                + " Flatten the inputs first, or begin the network with a Flatten layer.");
    assertThatThrownBy(() -> images.predict(normal(5, 6)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "the network takes [batch, 2, 3] inputs, got [5, 6]."
                + " Give each row its shape: x.reshape([5, 2, 3]).");
    assertThatThrownBy(() -> images.predict(normal(2, 3)))
        .hasMessageEndingWith("For one row, add the batch dimension: x.reshape([1, 2, 3]).");
    assertThatThrownBy(() -> NETWORK.predict(Nd4j.scalar(1f)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("the network takes [batch, 3] inputs, got [].");
  }

  @Test
  void wrongUpstreamsAreRefused() {
    Pass pass = pass(NETWORK);
    pass.forward(normal(2, 3));
    assertThatThrownBy(() -> pass.backward(normal(3, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("∂L/∂y must have the output's shape [2, 4], got [3, 4]");
    assertThatThrownBy(() -> pass.backward(normal(8))).isInstanceOf(ShapeException.class);
  }

  @Test
  void wrongTargetsAreRefused() {
    Pass pass = pass(NETWORK);
    pass.forward(normal(2, 3));
    String expected = "halves: for predictions of shape [2, 4] expected targets [2, 4], got ";
    assertThatThrownBy(() -> pass.loss(new Halves(), normal(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(expected + "[2, 3].");
    assertThatThrownBy(() -> pass.loss(new Halves(), normal(2)))
        .hasMessage(expected + "[2]. Write the classes as vectors first (Dataset.oneHot).");
    assertThatThrownBy(() -> pass.loss(new Chosen(), normal(3)))
        .hasMessage(
            "chosen: for predictions of shape [2, 4] expected targets [2, 4] or class indices [2],"
                + " got [3].");
    assertThatThrownBy(() -> pass.loss(new Halves(), Nd4j.scalar(1f)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(expected + "[].");
    assertThatThrownBy(() -> pass.loss(new Chosen(), Nd4j.scalar(1.0)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void classesMayBeIntegers() {
    Pass pass = pass(NETWORK);
    double[] y = numbers(pass.forward(normal(2, 3)));
    double expected = -y[3] - y[4 + 1];
    assertThat(pass.loss(new Chosen(), Nd4j.createFromArray(3, 1))).isEqualTo(expected);
    assertThat(pass.loss(new Chosen(), Nd4j.createFromArray(3f, 1f))).isEqualTo(expected);
    INDArray strided = Nd4j.createFromArray(new float[][] {{3, 0}, {1, 0}}).getColumn(0);
    assertThat(pass.loss(new Chosen(), strided)).isEqualTo(expected);
  }

  // ---- what comes in

  @Test
  void anyLayoutAndTypeGivesTheSame() {
    INDArray x = normal(4, 3);
    INDArray dy = normal(4, 4);
    Pass pass = pass(NETWORK);
    double[] y = numbers(pass.forward(x));
    double[] dx = numbers(pass.backward(dy));
    double[] gradient = numbers(pass.gradients().flat());
    INDArray wide = Nd4j.zeros(DataType.FLOAT, 6, 5);
    INDArray inner = wide.get(NDArrayIndex.interval(1, 5), NDArrayIndex.interval(2, 5));
    inner.assign(x);
    INDArray flat = Nd4j.zeros(DataType.FLOAT, 20);
    INDArray offset = Shapes.view(flat, 7, Shape.of(4, 3));
    offset.assign(x);
    List<INDArray> inputs =
        List.of(
            x.dup('f'),
            x.castTo(DataType.DOUBLE),
            x.transpose().dup('c').transpose(),
            inner,
            offset);
    for (INDArray same : inputs) {
      for (INDArray upstream : List.of(dy.dup('f'), dy.castTo(DataType.DOUBLE))) {
        double[] before = numbers(same);
        pass.zeroGradients();
        assertThat(numbers(pass.forward(same))).isEqualTo(y);
        assertThat(numbers(pass.backward(upstream))).isEqualTo(dx);
        assertThat(numbers(pass.gradients().flat())).isEqualTo(gradient);
        assertThat(numbers(same)).isEqualTo(before);
        assertThat(numbers(NETWORK.predict(same))).isEqualTo(y);
      }
    }
  }

  /** A pass has buffers of its own: a layer may call its own as it likes. */
  @Test
  void thePassesBuffersAreNotTheLayers() {
    for (Layer layer : List.of(new Cube(1), Sequential.of(new Cube(1)))) {
      Pass pass = pass(Network.of(Shape.of(3), layer, 1));
      INDArray x = normal(DataType.DOUBLE, 4, 3); // copied into a buffer, since it is double
      double[] cubes = Arrays.stream(numbers(x)).map(v -> v * v * v).toArray();
      double[] slopes = Arrays.stream(numbers(x)).map(v -> 3 * v * v).toArray();
      close(cubes, pass.forward(x));
      close(slopes, pass.backward(Nd4j.ones(DataType.DOUBLE, 4, 3)));
      pass.loss(new Halves(), Nd4j.zeros(DataType.DOUBLE, 4, 3));
      pass.backward();
      close(slopes, pass.backward(Nd4j.ones(DataType.DOUBLE, 4, 3)));
    }
  }

  private static void close(double[] expected, INDArray actual) {
    assertThat(numbers(actual)).usingComparatorWithPrecision(1e-4).containsExactly(expected);
  }

  @Property(tries = 30)
  void anyBatchesInAnyOrderAreAsFresh(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 9) Integer> batches) {
    for (Kernels kernels : List.of(new CpuKernels(), new Nd4jKernels(DataType.FLOAT))) {
      Pass used = new Pass(NETWORK, Mode.TRAIN, RandomStream.of(1), kernels);
      for (int rows : batches) {
        INDArray x = normal(rows, 3);
        INDArray dy = normal(rows, 4);
        Pass fresh = new Pass(NETWORK, Mode.TRAIN, RandomStream.of(1), kernels);
        used.zeroGradients();
        assertThat(numbers(used.forward(x))).isEqualTo(numbers(fresh.forward(x)));
        assertThat(numbers(used.backward(dy))).isEqualTo(numbers(fresh.backward(dy)));
        assertThat(numbers(used.gradients().flat())).isEqualTo(numbers(fresh.gradients().flat()));
      }
    }
  }

  @Test
  void buffersAreUsedAgain() {
    Pass pass = pass(NETWORK);
    INDArray y = pass.forward(normal(4, 3));
    INDArray dx = pass.backward(normal(4, 4));
    assertThat(pass.forward(normal(4, 3))).isSameAs(y);
    assertThat(pass.backward(normal(4, 4))).isSameAs(dx);
    INDArray small = pass.forward(normal(2, 3));
    assertThat(small.data().address()).isEqualTo(y.data().address());
    assertThat(pass.forward(normal(4, 3))).isSameAs(y);
    assertThat(NETWORK.predict(normal(4, 3))).isNotSameAs(NETWORK.predict(normal(4, 3)));
  }

  @Test
  void buffersOfDifferentNamesAreDifferentMemory() {
    Frame frame = new Frame(pass(NETWORK), "0");
    INDArray a = frame.buffer("a", 4, 6);
    INDArray b = frame.buffer("b", 4, 6);
    assertThat(a.data().address()).isNotEqualTo(b.data().address());
    assertThat(frame.buffer("a", 4, 6)).isSameAs(a);
    INDArray fewer = frame.buffer("a", 3, 6);
    assertThat(fewer.shape()).containsExactly(3, 6);
    assertThat(fewer.data().address()).isEqualTo(a.data().address());
    assertThat(frame.buffer("a", 3, 6)).isSameAs(fewer);
    assertThat(frame.buffer("a", 9, 6).shape()).containsExactly(9, 6);
    assertThat(frame.buffer("a", 2, 5).shape()).containsExactly(2, 5);
    INDArray images = normal(4, 2, 3);
    assertThat(frame.bufferLike("c", images).shape()).containsExactly(4, 2, 3);
    assertThat(frame.buffer("c", 4, 6).shape()).containsExactly(4, 6);
    assertThat(frame.bufferLike("c", images).shape()).containsExactly(4, 2, 3);
    assertThat(frame.child(1).path()).isEqualTo("0.1");
    assertThatThrownBy(() -> frame.saved("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("layer 0 has no x yet: call forward before backward");
  }

  // ---- where the first NaN arose

  @Test
  void namesWhereTheFirstNonFiniteArose() {
    Network network = Network.of(Shape.of(3), MLP, 1);
    Pass pass = pass(network);
    assertThat(pass.firstNonFinite()).isEmpty();
    pass.forward(normal(4, 3));
    assertThat(pass.firstNonFinite()).isEmpty();
    INDArray x = normal(4, 3);
    x.putScalar(2, 1, Float.NaN);
    pass.forward(x);
    assertThat(pass.firstNonFinite()).hasValue("row 2 of the input, feature 1");
    INDArray large = normal(4, 3).mul(1e20); // finite, but its cube is not
    pass.forward(large);
    assertThat(pass.firstNonFinite()).hasValue("the output of layer[2.1] " + new Cube(1));
    network.params().view("2.0.bias").putScalar(3, Float.POSITIVE_INFINITY);
    pass.forward(normal(4, 3));
    assertThat(pass.firstNonFinite()).hasValue("parameter 2.0.bias");
    Pass alone = pass(Network.of(Shape.of(3), new Cube(1), 1));
    alone.forward(large);
    assertThat(alone.firstNonFinite()).hasValue("the output of the layer " + new Cube(1));
  }

  // ---- threads

  @Test
  void manyThreadsGiveTheSameBits() throws Exception {
    INDArray x = normal(16, 3);
    INDArray dy = normal(16, 4);
    Pass single = pass(NETWORK);
    double[] y = numbers(single.forward(x));
    double[] dx = numbers(single.backward(dy));
    double[] gradient = numbers(single.gradients().flat());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        futures.add(
            threads.submit(
                () -> {
                  Pass pass = pass(NETWORK);
                  for (int round = 0; round < 100; round++) {
                    pass.zeroGradients();
                    assertThat(numbers(pass.forward(x))).isEqualTo(y);
                    assertThat(numbers(pass.backward(dy))).isEqualTo(dx);
                    assertThat(numbers(pass.gradients().flat())).isEqualTo(gradient);
                  }
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
