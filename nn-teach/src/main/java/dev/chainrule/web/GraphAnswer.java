package dev.chainrule.web;

import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.Snapshot;
import dev.chainrule.trace.Ledger;
import dev.chainrule.trace.Role;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.TracedLayer;
import dev.chainrule.trace.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/walk}: a scenario and its next step, equation by equation, without the numbers of
 * large arrays, for which {@link ArrayAnswer} is asked.
 *
 * @param scenario every key, defaults filled in
 * @param query the same without defaults
 * @param remarks on what of a table was taken in one of several possible ways
 * @param rows which rows of the data the batch has; none if a picture was drawn
 * @param history the losses of the updates so far, some of them where there are many
 * @param prediction null where targets are numbers
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record GraphAnswer(
    Map<String, String> scenario,
    String query,
    List<String> remarks,
    NetworkPart network,
    int batch,
    int[] rows,
    double loss,
    double rate,
    long updates,
    int epochSteps,
    double[] history,
    @Nullable PredictionPart prediction,
    Map<String, ValuePart> values,
    List<StepPart> steps,
    Ledger ledger) {
  private static final int LONGEST_HISTORY = 500;

  /** The network: its layers are counted from 0. */
  record NetworkPart(
      long parameters, String type, long input, long outputs, List<LayerPart> layers) {}

  /** A layer; z is null where it has none. */
  record LayerPart(
      int index,
      String path,
      String title,
      long inputs,
      long outputs,
      List<String> parameters,
      @Nullable String z,
      String input,
      List<String> within,
      String output) {}

  static GraphAnswer of(Scene scene) {
    Snapshot snapshot = scene.snapshot();
    Trace trace = scene.trace();
    Scenario scenario = snapshot.scenario();
    Map<String, ValuePart> values = new LinkedHashMap<>();
    trace.values().forEach((name, value) -> values.put(name, ValuePart.of(value)));
    return new GraphAnswer(
        scenario.entries(),
        scenario.query(),
        snapshot.samples().remarks(),
        network(snapshot, trace),
        trace.batch(),
        snapshot.rows(),
        trace.loss(),
        snapshot.rate(),
        snapshot.updates(),
        snapshot.epochSteps(),
        snapshot.history(LONGEST_HISTORY),
        PredictionPart.of(snapshot),
        values,
        trace.steps().stream().map(StepPart::of).toList(),
        trace.ledger());
  }

  private static NetworkPart network(Snapshot snapshot, Trace trace) {
    List<LayerPart> layers = trace.layers().stream().map(layer -> layer(layer, trace)).toList();
    long parameters =
        trace.values().values().stream()
            .filter(value -> value.role() == Role.PARAMETER)
            .mapToLong(Value::size)
            .sum();
    return new NetworkPart(
        parameters,
        snapshot.network().params().dataType().toString(),
        layers.get(0).inputs(),
        layers.get(layers.size() - 1).outputs(),
        layers);
  }

  private static LayerPart layer(TracedLayer layer, Trace trace) {
    Optional<String> z = layer.within().stream().findFirst();
    return new LayerPart(
        layer.index(),
        layer.path(),
        layer.title(),
        trace.value(layer.input()).shape().row().size(),
        trace.value(layer.output()).shape().row().size(),
        layer.parameters(),
        z.orElse(null),
        layer.input(),
        layer.within(),
        layer.output());
  }
}
