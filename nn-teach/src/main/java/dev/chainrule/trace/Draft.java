package dev.chainrule.trace;

import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** A trace in the making: the values so far, the steps, and the edges between values. */
final class Draft {
  /** What the loss is called. */
  static final String LOSS = "L";

  /** What the target is called. */
  static final String TARGET = "y";

  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, List<Local>> outgoing = new LinkedHashMap<>();
  private final int batch;
  private final DataType type;

  Draft(int batch, DataType type) {
    this.batch = batch;
    this.type = type;
  }

  /** These numbers in the type of the network; may not be copied. */
  ConstantArray numbers(double[] numbers) {
    return type == DataType.DOUBLE
        ? new ConstantArray.Doubles(numbers)
        : ConstantArray.Floats.of(numbers);
  }

  /** Adds a value that no step computes. */
  Value given(
      String name, Notation notation, Role role, int layer, Shape shape, ConstantArray numbers) {
    Value value = new Value(name, notation, role, layer, shape, numbers);
    values.put(name, value);
    return value;
  }

  /** Adds a value and the step that computes it, from what is there. */
  Value step(
      Phase phase, Kind kind, Value value, Equation equation, List<String> reads, long products) {
    values.put(value.name(), value);
    steps.add(
        new Step(
            steps.size() + 1,
            phase,
            kind,
            value.layer(),
            equation,
            reads,
            value.name(),
            List.of(),
            products));
    return value;
  }

  /** Adds an edge along which a derivative will come back. */
  void edge(Local local) {
    outgoing.computeIfAbsent(local.edge().by(), name -> new ArrayList<>()).add(local);
  }

  /** Adds ∂L/∂ a value, by the chain rule: the sum over all edges that lead from it. */
  void derivative(String by, Kind kind, List<String> lectures, ConstantArray numbers) {
    Value value = value(by);
    String name = derivativeName(by);
    if (values.containsKey(name)) {
      return; // told of by a layer and by one around it
    }
    List<Product> products = new ArrayList<>();
    List<String> reads = new ArrayList<>();
    long multiplications = 0;
    for (Local local : outgoing.getOrDefault(by, List.of())) {
      String upstream = derivativeName(local.edge().of());
      products.add(new Product(upstream, local));
      reads.add(upstream);
      multiplications += local.multiplications(batch);
    }
    Value derivative =
        new Value(name, dL(value), Role.DERIVATIVE, value.layer(), value.shape(), numbers);
    values.put(name, derivative);
    Notation equation =
        products.isEmpty()
            ? derivative.notation().equal(Notation.of("0"))
            : derivative.notation().equal(ChainRuleText.sum(products, this, kind, batch));
    steps.add(
        new Step(
            steps.size() + 1,
            Phase.BACKWARD,
            kind,
            value.layer(),
            new Equation(equation, lectures),
            reads,
            name,
            products,
            multiplications));
  }

  static String derivativeName(String by) {
    return "dL/d" + by;
  }

  private static Notation dL(Value value) {
    return Notation.of(LOSS).by(value.notation());
  }

  Value value(String name) {
    return java.util.Objects.requireNonNull(values.get(name), name);
  }

  /** This name, or the same with a number behind it where it is taken. */
  String unused(String name) {
    String free = name;
    for (int i = 2; values.containsKey(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  int batch() {
    return batch;
  }

  Map<String, Value> values() {
    return values;
  }

  List<Step> steps() {
    return steps;
  }

  Map<String, List<Local>> outgoing() {
    return outgoing;
  }
}
