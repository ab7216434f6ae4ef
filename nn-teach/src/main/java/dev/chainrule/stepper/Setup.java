package dev.chainrule.stepper;

import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Activations;
import dev.chainrule.init.Constant;
import dev.chainrule.init.Initializers;
import dev.chainrule.init.Preset;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.optim.Rule;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a scenario's log does not change: the rows, the layers, the loss, the optimizer. Immutable.
 *
 * @param batch rows in a step
 * @param first the row with which the first batch begins
 * @param type double for networks of up to {@link ScenarioLimits#DOUBLE_PARAMETERS} numbers
 */
record Setup(
    Samples samples,
    Layer layer,
    Loss loss,
    String optimizer,
    int batch,
    int first,
    ParamLayout layout,
    DataType type) {
  /**
   * The setup of a scenario.
   *
   * @throws ScenarioException if its parts do not fit together
   */
  static Setup of(Scenario scenario, Shelf shelf) {
    Samples samples = shelf.samples(scenario);
    Loss loss = Losses.TABLE.get(scenario.get(Key.LOSS));
    if (loss.targets() == Loss.Targets.CLASSES && samples.outputs() == 1) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "loss=%s is for classes, and the table's last column is learnt as a number: take"
                  + " loss=half-mse, or task=classification",
              scenario.get(Key.LOSS)));
    }
    Layer layer = layers(scenario, samples.outputs());
    checkSize(scenario, samples);
    ParamLayout layout = ParamLayout.of(layer.parameters(Shape.of(samples.features())));
    String batch = scenario.get(Key.BATCH);
    int rows =
        batch.equals(Canonical.ALL)
            ? samples.size()
            : (int) Math.min(samples.size(), scenario.whole(Key.BATCH));
    checkBatch(rows, scenario, samples);
    long first = scenario.whole(Key.FIRST);
    if (first >= samples.size()) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "first=%d, but the rows of %s are 0 to %d",
              first,
              samples.name(),
              samples.size() - 1));
    }
    return new Setup(
        samples,
        layer,
        loss,
        scenario.get(Key.OPT),
        rows,
        (int) first,
        layout,
        layout.size() <= ScenarioLimits.DOUBLE_PARAMETERS ? DataType.DOUBLE : DataType.FLOAT);
  }

  private static Layer layers(Scenario scenario, int outputs) {
    Preset init = init(scenario.get(Key.INIT));
    Activation hidden = Activations.TABLE.get(scenario.get(Key.ACT));
    Activation last = Activations.TABLE.get(scenario.get(Key.OUT));
    List<Layer> layers = new ArrayList<>();
    for (int units : scenario.hidden()) {
      layers.add(Dense.of(units, hidden).withPreset(init));
    }
    layers.add(Dense.of(outputs, last).withPreset(init));
    return new Sequential(layers);
  }

  private static Preset init(String name) {
    if (name.equals(Subject.MAZUR)) {
      return Preset.KERAS; // overwritten: they are no formula
    }
    return Preset.TABLE.names().contains(name)
        ? Preset.TABLE.get(name)
        : new Preset(Initializers.TABLE.get(name), new Constant(0));
  }

  private static void checkSize(Scenario scenario, Samples samples) {
    long parameters = 0;
    long in = samples.features();
    List<Integer> units = new ArrayList<>(scenario.hidden());
    units.add(samples.outputs());
    for (int out : units) {
      parameters += (in + 1) * out;
      in = out;
    }
    if (parameters > ScenarioLimits.PARAMETERS) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "hidden=%s makes %s parameters, more than %s: take fewer units",
              scenario.get(Key.HIDDEN),
              ScenarioLimits.text(parameters),
              ScenarioLimits.text(ScenarioLimits.PARAMETERS)));
    }
    boolean is222 = samples.features() == 2 && units.equals(List.of(2, 2));
    if (scenario.get(Key.INIT).equals(Subject.MAZUR) && !is222) {
      throw new ScenarioException(
          "init=mazur are the weights of a network with 2 inputs, hidden=2 and 2 outputs: take"
              + " init=keras");
    }
  }

  private static void checkBatch(int rows, Scenario scenario, Samples samples) {
    int widest = Math.max(samples.features(), samples.outputs());
    for (int units : scenario.hidden()) {
      widest = Math.max(widest, units);
    }
    long most = Math.max(1, Math.min(ScenarioLimits.BATCH, ScenarioLimits.BATCH_NUMBERS / widest));
    if (rows > most) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "batch=%s is %s rows; at most %s rows of this network are shown at once: take batch=%d",
              scenario.get(Key.BATCH),
              ScenarioLimits.text(rows),
              ScenarioLimits.text(most),
              most));
    }
  }

  /** The first numbers of the parameters. */
  HeapVector firstNumbers(Scenario scenario) {
    Shape input = Shape.of(samples.features());
    Params params = Network.of(input, layer, scenario.whole(Key.SEED), type).params();
    if (scenario.get(Key.INIT).equals(Subject.MAZUR)) {
      params.set("0.weight", 0.15, 0.20, 0.25, 0.30);
      params.set("0.bias", 0.35, 0.35);
      params.set("1.weight", 0.40, 0.45, 0.50, 0.55);
      params.set("1.bias", 0.60, 0.60);
    }
    return HeapVector.of(params.flat());
  }

  /** A new network with these numbers. */
  Network network(HeapVector numbers) {
    Params params = Params.zeros(layout, type);
    params.flat().assign(numbers.toVector());
    return Network.of(Shape.of(samples.features()), layer, params);
  }

  /** The optimizer at this rate. */
  Rule rule(double rate) {
    return Optimizers.TABLE.get(optimizer).apply(rate);
  }

  /** The rows of the batch that follows so many updates. */
  int[] rows(long updates) {
    int[] rows = new int[batch];
    for (int i = 0; i < batch; i++) {
      rows[i] = (int) ((first + updates * batch + i) % samples.size());
    }
    return rows;
  }

  /** How many numbers a target has, as the loss wants it; 0 where it is the index of a class. */
  int targetWidth() {
    boolean indices = !samples.classes().isEmpty() && loss.targets() == Loss.Targets.CLASSES;
    return indices ? 0 : samples.outputs();
  }

  /** The same target as the loss wants it: a class may have to be a vector, 1 at its place. */
  double[] asLossWants(double[] target) {
    if (samples.classes().isEmpty() || targetWidth() == 0) {
      return target;
    }
    double[] vector = new double[samples.outputs()];
    vector[(int) target[0]] = 1;
    return vector;
  }

  /**
   * Where the number that a log calls {@code A1[0,1]} stands in the flat parameters.
   *
   * @throws ScenarioException if there is none
   */
  int offset(Change.Parameter change) {
    ParamLayout.Entry entry = entry(change.name());
    Shape shape = entry.spec().shape();
    List<Long> index = change.index();
    boolean inside = index.size() == shape.rank();
    long offset = 0;
    for (int i = 0; inside && i < shape.rank(); i++) {
      inside = index.get(i) < shape.dim(i);
      offset = offset * shape.dim(i) + index.get(i);
    }
    if (!inside) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "%s: %s has shape %s, its last number is %s%s",
              change.text(),
              change.name(),
              shape,
              change.name(),
              java.util.Arrays.toString(shape.subscripts(shape.size() - 1))));
    }
    return Math.toIntExact(entry.offset() + offset);
  }

  /** A0 is the weight of layer 0, b0 its bias. */
  private ParamLayout.Entry entry(String name) {
    List<String> names = new ArrayList<>();
    for (ParamLayout.Entry entry : layout.entries()) {
      String[] path = entry.spec().name().split("\\.", -1);
      String letter = path[1].equals("weight") ? "A" : "b";
      if (name.equals(letter + path[0])) {
        return entry;
      }
      names.add(letter + path[0]);
    }
    throw UnknownName.unknown("the parameters", name, names);
  }
}
