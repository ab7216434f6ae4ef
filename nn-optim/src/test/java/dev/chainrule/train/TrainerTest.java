package dev.chainrule.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Tanh;
import dev.chainrule.data.Digits;
import dev.chainrule.data.Points;
import dev.chainrule.data.Synthetic;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.loss.Losses;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.optim.Sgd;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.train.History.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The training loop: that it learns, ends as it should, and does the same twice. */
final class TrainerTest {
  private static Network mlp(Dataset data, long seed) {
    return Network.of(
        data.inputShape(),
        Sequential.of(Dense.of(16, new Tanh()), Dense.of(16, new Tanh()), Dense.of(2)),
        seed);
  }

  private static double accuracy(Network network, Dataset data) {
    return Evaluation.of(network, new SoftmaxCrossEntropy(), data).accuracy().orElseThrow();
  }

  @Test
  void learnsWhatIsNotLinear() {
    for (Points data :
        List.of(
            Synthetic.xor(500, 0.1, 1),
            Synthetic.moons(500, 0.1, 1),
            Synthetic.circles(500, 0.05, 1))) {
      Network network = mlp(data, 1);
      new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01)).withEpochs(60).fit(data);
      assertThat(accuracy(network, data)).as(data.name()).isGreaterThan(0.98);
    }
  }

  /** y = 2x + 1, its targets numbers without a dimension of their own: shape {@code []}. */
  private record Line(Shape targetShape) implements Dataset {
    @Override
    public String name() {
      return "line";
    }

    @Override
    public int size() {
      return 40;
    }

    @Override
    public Shape inputShape() {
      return Shape.of(1);
    }

    @Override
    public OptionalInt classes() {
      return OptionalInt.empty();
    }

    @Override
    public void read(int[] rows, int from, int count, float[] x, float[] y) {
      for (int i = 0; i < count; i++) {
        x[i] = rows[from + i] / 20f - 1;
        y[i] = 2 * x[i] + 1;
      }
    }
  }

  @Test
  void numbersToLearnMayStandInAVectorOrAColumn() {
    List<Double> losses = new ArrayList<>();
    for (Shape shape : List.of(Shape.of(), Shape.of(1))) {
      Dataset line = new Line(shape);
      Network network = Network.of(Shape.of(1), Dense.of(1), 1);
      new Trainer(network, SquaredError.mean(), new Sgd(0.3)).withEpochs(60).fit(line);
      losses.add(Evaluation.of(network, SquaredError.mean(), line).loss());
    }
    assertThat(losses.get(0)).isEqualTo(losses.get(1)).isLessThan(1e-6);
  }

  @Test
  void everyLossAndOptimizerLearnsXor() {
    Points data = Synthetic.xor(400, 0.1, 1);
    Losses.TABLE
        .asMap()
        .forEach(
            (name, loss) -> {
              Network network = mlp(data, 2);
              double rate = name.equals("sse") ? 0.002 : 0.01;
              new Trainer(network, loss, Adam.of(rate)).withEpochs(60).fit(data);
              assertThat(accuracy(network, data)).as("loss %s", name).isGreaterThan(0.97);
            });
    Optimizers.TABLE
        .asMap()
        .forEach(
            (name, optimizer) -> {
              Network network = mlp(data, 2);
              double rate = name.equals("sgd") ? 0.5 : name.contains("e") ? 0.05 : 0.01;
              new Trainer(network, new SoftmaxCrossEntropy(), optimizer.apply(rate))
                  .withEpochs(80)
                  .fit(data);
              assertThat(accuracy(network, data)).as("optimizer %s", name).isGreaterThan(0.97);
            });
  }

  /** A bundled data set that is hard enough to teach something. */
  @Test
  void aHiddenLayerIsWorthFivePointsOnTheDigits() {
    double shallow = digits(Dense.of(10));
    double deep = digits(Sequential.of(Dense.of(128, new Relu()), Dense.of(10)));
    assertThat(deep).isGreaterThan(0.95);
    assertThat(deep - shallow).isGreaterThan(0.05);
  }

  private static double digits(dev.chainrule.nn.Layer layer) {
    Network network = Network.of(Shape.of(784), layer, 1);
    new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.002))
        .withEpochs(10)
        .fit(Digits.train());
    return accuracy(network, Digits.test());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    assertThat(trained(7)).isEqualTo(trained(7));
    assertThat(trained(7)).isNotEqualTo(trained(8));
  }

  private static double[] trained(long seed) {
    Dataset data = Digits.train().first(500);
    Network network =
        Network.of(
            data.inputShape(),
            Sequential.of(Dense.of(32, new Relu()), new Dropout(0.3), Dense.of(10)),
            seed);
    new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01))
        .withEpochs(2)
        .withSeed(seed)
        .fit(data);
    return network.params().as(DataType.DOUBLE).flat().dup().data().asDouble();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 64, 1000})
  void everyBatchSizeSeesEveryRowOnce(int batch) {
    Points data = Synthetic.moons(50, 0.1, 1);
    List<Integer> steps = new ArrayList<>();
    History history =
        new Trainer(mlp(data, 1), new SoftmaxCrossEntropy(), Adam.of(0.01))
            .withBatch(batch)
            .withEpochs(2)
            .withCallback(
                new Callback() {
                  @Override
                  public void onStep(int epoch, int step, int all, double loss) {
                    steps.add(step);
                    assertThat(all).isEqualTo((50 + batch - 1) / batch);
                  }
                })
            .fit(data);
    assertThat(steps).hasSize(2 * ((50 + batch - 1) / batch));
    assertThat(history.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(history.epochs()).extracting(Epoch::number).containsExactly(1, 2);
  }

  @Test
  void oneRowAndOneClassTrain() {
    Points one = Points.of("one row", new float[] {1, 2}, new int[] {0}, 1);
    Network network = Network.of(Shape.of(2), Dense.of(1), 1);
    History history = new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.1)).fit(one);
    assertThat(history.epochs().get(0).loss()).isZero();
    assertThat(accuracy(network, one)).isOne();
  }

  @Test
  void stopEndsAfterTheStepAndKeepsWhatWasLearnt() {
    Points data = Synthetic.moons(640, 0.1, 1);
    Network network = mlp(data, 1);
    double[] before = network.params().flat().dup().data().asDouble();
    AtomicInteger steps = new AtomicInteger();
    History history =
        new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01))
            .withEpochs(100)
            .withValidation(data)
            .withStop(() -> steps.incrementAndGet() == 13)
            .fit(data);
    assertThat(steps).hasValue(13);
    assertThat(history.ending()).isEqualTo(Ending.STOPPED);
    assertThat(history.message()).contains("step 3 of 10 in epoch 2", "kept");
    assertThat(history.epochs()).extracting(Epoch::steps).containsExactly(10, 3);
    assertThat(history.epochs().get(1).validationAccuracy()).isPresent();
    assertThat(network.params().flat().dup().data().asDouble()).isNotEqualTo(before);
  }

  /** Found out before the first step, not after the first epoch. */
  @Test
  void validationDataThatDoNotFitAreRefusedBeforeTraining() {
    Points data = Synthetic.moons(64, 0.1, 1);
    Points wider = Points.of("wider", new float[] {1, 2, 3}, new int[] {0}, 2);
    Points more = Points.of("more", new float[] {1, 2}, new int[] {2}, 3);
    for (Dataset other : List.of(wider, more)) {
      Network network = mlp(data, 1);
      double[] before = network.params().flat().dup().data().asDouble();
      assertThatThrownBy(
              () ->
                  new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01))
                      .withValidation(other)
                      .fit(data))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining(other.name());
      assertThat(network.params().flat().dup().data().asDouble()).isEqualTo(before);
    }
  }

  /** What a callback throws ends the run, and the parameters are those of the last step. */
  @Test
  void anExceptionLeavesWhatWasLearnt() {
    Points data = Synthetic.moons(640, 0.1, 1);
    Network network = mlp(data, 1);
    Callback failing =
        new Callback() {
          @Override
          public void onEpoch(Epoch epoch) {
            throw new IllegalStateException("no room to draw");
          }
        };
    assertThatThrownBy(
            () ->
                new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01))
                    .withCallback(failing)
                    .fit(data))
        .isExactlyInstanceOf(IllegalStateException.class);
    Network expected = mlp(data, 1);
    new Trainer(expected, new SoftmaxCrossEntropy(), Adam.of(0.01)).withEpochs(1).fit(data);
    assertThat(network.params().flat().dup().data().asDouble())
        .isEqualTo(expected.params().flat().dup().data().asDouble());
  }

  /** Parameters that are not finite are not what a run is to leave, whatever ended it. */
  @Test
  void anExceptionAfterABadStepLeavesTheLastGoodParameters() {
    Points data = Synthetic.moons(640, 0.1, 1);
    Network network = mlp(data, 1);
    double[] before = network.params().flat().dup().data().asDouble();
    assertThatThrownBy(
            () ->
                new Trainer(network, SquaredError.mean(), new Sgd(Double.MAX_VALUE))
                    .withStop(
                        () -> {
                          throw new IllegalStateException("after the first step");
                        })
                    .fit(data))
        .isExactlyInstanceOf(IllegalStateException.class);
    assertThat(network.params().flat().dup().data().asDouble()).isEqualTo(before);
  }

  @Test
  void divergenceStopsWithTheLastGoodParameters() {
    Points data = Synthetic.moons(640, 0.1, 1);
    Network network = mlp(data, 1);
    History history =
        new Trainer(network, SquaredError.mean(), new Sgd(1e30)).withEpochs(3).fit(data);
    assertThat(history.ending()).isEqualTo(Ending.DIVERGED);
    assertThat(history.message())
        .contains("the loss became", "in epoch 1", "after 0 steps", "lower learning rate");
    for (double value : network.params().flat().dup().data().asDouble()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void aNaNInTheInputIsNamedWithItsRowAndFeature() {
    float[] x = new float[20];
    x[13] = Float.NaN;
    int[] labels = new int[10];
    labels[3] = 1;
    Points data = Points.of("spoilt", x, labels, 2);
    History history = new Trainer(mlp(data, 1), new SoftmaxCrossEntropy(), Adam.of(0.01)).fit(data);
    assertThat(history.ending()).isEqualTo(Ending.DIVERGED);
    assertThat(history.message()).contains("NaN in step 1").contains("of the input, feature 1");
  }

  @Test
  void aNaNParameterIsNamed() {
    Points data = Synthetic.moons(64, 0.1, 1);
    Network network = mlp(data, 1);
    network.params().view("1.bias").putScalar(3, Float.NaN);
    History history = new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01)).fit(data);
    assertThat(history.message()).contains("parameter 1.bias");
  }

  @Test
  void trainingInDoubleWorksToo() {
    Points data = Synthetic.moons(100, 0.1, 1);
    Network network = mlp(data, 1).as(DataType.DOUBLE);
    History history =
        new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.02)).withEpochs(30).fit(data);
    double[] losses = history.epochs().stream().mapToDouble(Epoch::loss).toArray();
    assertThat(losses[29]).isLessThan(losses[0] / 2);
  }

  @Test
  void confusionCountsWhatWasTakenForWhat() {
    Points data = Points.of("three", new float[] {1, 0, 0, 1, 1, 0}, new int[] {0, 1, 1}, 2);
    Network network = Network.of(Shape.of(2), Dense.of(2).withoutBias(), 1);
    network.params().set("weight", 1, 0, 0, 1);
    Evaluation evaluation = Evaluation.of(network, new SoftmaxCrossEntropy(), data);
    assertThat(evaluation.confusion().count(0, 0)).isEqualTo(1);
    assertThat(evaluation.confusion().count(1, 1)).isEqualTo(1);
    assertThat(evaluation.confusion().count(1, 0)).isEqualTo(1);
    assertThat(evaluation.accuracy().orElseThrow()).isEqualTo(2 / 3.0);
    assertThat(evaluation.loss())
        .isCloseTo(
            (2 * Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(1))) / 3,
            org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void nothingToTrainOnIsSaid() {
    Dataset none = Synthetic.moons(10, 0.1, 1).first(0);
    assertThatThrownBy(
            () -> new Trainer(mlp(none, 1), new SoftmaxCrossEntropy(), Adam.of(0.01)).fit(none))
        .hasMessageContaining("has no rows to train on");
  }

  /** A network without parameters trains as well as it can. */
  @Test
  void nothingToLearnIsNoError() {
    Points data = Synthetic.moons(20, 0.1, 1);
    Network network = Network.of(data.inputShape(), new Tanh(), 1);
    History history = new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01)).fit(data);
    assertThat(history.ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void aParameterThatOverflowsAtTheEndIsNamed() {
    Points data = Synthetic.moons(32, 0.1, 1);
    Network network = Network.of(data.inputShape(), Dense.of(2), 1);
    History history =
        new Trainer(
                network,
                new SoftmaxCrossEntropy(),
                new Sgd(1e38).then(u -> u.vectors().axpby(1e30, u.gradient(), 0, u.gradient())))
            .withEpochs(1)
            .fit(data);
    assertThat(history.ending()).isEqualTo(Ending.DIVERGED);
    assertThat(history.message())
        .contains("parameter weight became NaN or infinite in step 1 of 1 in epoch 1");
    assertThat(history.epochs()).hasSize(1);
    for (double value : network.params().flat().dup().data().asDouble()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void dataThatDoesNotFitIsSaid() {
    Points data = Synthetic.moons(20, 0.1, 1);
    Network network = Network.of(data.inputShape(), Dense.of(5), 1);
    assertThatThrownBy(
            () -> new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01)).fit(data))
        .hasMessage("the network has 5 outputs, but moons has 2 classes");
    assertThatThrownBy(() -> Evaluation.of(mlp(data, 1), new SoftmaxCrossEntropy(), data.first(0)))
        .hasMessageContaining("has no rows to look at");
  }

  @Test
  void oneClassMayBeGivenAsItsProbability() {
    Network network = Network.of(Shape.of(2), Dense.of(1), 1);
    dev.chainrule.nn.Pass pass = network.trainingPass(1);
    pass.forward(org.nd4j.linalg.factory.Nd4j.createFromArray(new float[][] {{1, 2}}));
    assertThat(
            pass.loss(
                new SoftmaxCrossEntropy(),
                org.nd4j.linalg.factory.Nd4j.createFromArray(new float[][] {{1}})))
        .isZero();
  }

  @Test
  void aNetworkIsMadeOverNumbersThatAreThere() {
    Network network = mlp(Synthetic.moons(20, 0.1, 1), 1);
    Network same = Network.of(network.inputShape(), network.layer(), network.params().copy());
    assertThat(same.params().flat()).isEqualTo(network.params().flat());
    assertThatThrownBy(() -> Network.of(Shape.of(2), Dense.of(3), network.params()))
        .hasMessageContaining(
            "the layer asks for parameters weight [3, 2], bias [3], got 0.weight");
  }
}
