package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import dev.chainrule.notation.Notation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The operations of a layer's formula, each a step of its own: u₃,₁, u₃,₂ … and f₃ at the end. */
final class OperationNames {
  private final Map<Var, String> names = new HashMap<>();
  private final Map<String, Var> operations = new LinkedHashMap<>();
  private final Draft draft;
  private final int layer;

  private OperationNames(Draft draft, int layer) {
    this.draft = draft;
    this.layer = layer;
  }

  /** Writes the steps and edges of a formula. */
  static OperationNames write(
      Placed placed, Link.Formula formula, Value y, List<String> lectures, Draft draft) {
    OperationNames all = new OperationNames(draft, placed.layer());
    all.names.put(formula.x(), placed.input());
    formula
        .parameters()
        .forEach((local, var) -> all.names.put(var, placed.parameters().get(local)));
    int last = formula.operations().size() - 1;
    for (int i = 0; i <= last; i++) {
      Var var = formula.operations().get(i);
      List<String> entries = new ArrayList<>(i == last ? lectures : List.of());
      entries.add("D1");
      all.operation(var, i == last ? y : all.between(var, i + 1), entries);
    }
    return all;
  }

  /** What y was computed from, in order, by name; y is last. */
  Map<String, Var> operations() {
    return operations;
  }

  private Value between(Var var, int count) {
    int index = layer + 1;
    return new Value(
        draft.unused("u" + index + "_" + count),
        Notation.of("u").sub(index + "," + count),
        Role.HIDDEN,
        layer,
        var.shape(),
        numbers(var));
  }

  private ConstantArray numbers(Var var) {
    return draft.numbers(var.toArray());
  }

  private void operation(Var var, Value y, List<String> lectures) {
    List<String> reads = new ArrayList<>();
    for (Var input : var.inputs()) {
      reads.add(names.computeIfAbsent(input, v -> constant(v).name()));
    }
    List<Notation> arguments = reads.stream().map(name -> draft.value(name).notation()).toList();
    Notation equation = y.notation().equal(call(var.operation(), arguments));
    draft.step(
        Phase.FORWARD,
        Kind.OPERATION,
        y,
        new Equation(equation, lectures),
        List.copyOf(new LinkedHashSet<>(reads)),
        OperationCost.forward(var));
    for (String name : new LinkedHashSet<>(reads)) {
      Value x = draft.value(name);
      if (x.role() != Role.CONSTANT) {
        Notation local = y.notation().by(x.notation());
        int[] places =
            IntStream.range(0, reads.size()).filter(j -> reads.get(j).equals(name)).toArray();
        draft.edge(new OperationLocal(new Edge(y.name(), name, local, local), var, places));
      }
    }
    names.put(var, y.name());
    operations.put(y.name(), var);
  }

  private Value constant(Var var) {
    String name = draft.unused("c" + (layer + 1));
    boolean isNumber = var.shape().rank() == 0;
    Notation notation =
        isNumber
            ? Notation.number(var.toDouble())
            : Notation.of("c").sub(name.substring(1).replace('_', ','));
    return draft.given(name, notation, Role.CONSTANT, layer, var.shape(), numbers(var));
  }

  private static Notation call(String operation, List<Notation> arguments) {
    boolean isWord = Character.isLetter(operation.charAt(0));
    if (arguments.size() == 2 && !isWord) {
      return infix(arguments.get(0), operation, arguments.get(1));
    }
    if (arguments.size() == 1 && operation.endsWith("×")) {
      return new Notation(operation + " ", operation.replace("×", "\\cdot "))
          .then(arguments.get(0));
    }
    if (arguments.size() == 1 && !isWord) {
      return arguments.get(0).then(" " + operation, latex(operation));
    }
    Notation all = arguments.get(0);
    for (Notation next : arguments.subList(1, arguments.size())) {
      all = all.then(", ", ", ").then(next);
    }
    return Notation.of(operation).of(all);
  }

  private static Notation infix(Notation a, String operation, Notation b) {
    return operation.equals("^")
        ? a.then("^", "^{").then(b).then("", "}")
        : a.then(" " + operation + " ", latex(operation)).then(b);
  }

  private static String latex(String operation) {
    return " "
        + operation
            .replace("×", "\\odot ")
            .replace("÷", "/")
            .replace("−", "-")
            .replaceFirst("\\^(.+)", "^{$1}")
        + " ";
  }
}
