package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.TaylorPolynomial;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Assignment;
import dev.chainrule.formula.Bindings;
import dev.chainrule.formula.FormulaEvaluation;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The formula as a function of one vector, in which the numbers of all variables stand one behind
 * the other: so everything in {@link Derivatives} applies.
 */
public final class Whole {
  private final ComputationGraph walk;

  Whole(ComputationGraph walk) {
    this.walk = walk;
  }

  /** The numbers of all variables. */
  public Var point() {
    return Var.vector(
        walk.inputs().stream().flatMapToDouble(x -> Arrays.stream(x.value().toArray())).toArray());
  }

  /** How many there are. */
  public int size() {
    return walk.inputs().stream().mapToInt(Node::size).sum();
  }

  /** Their names: {@code x, y[0], y[1], A[0,1]}. */
  public List<String> labels() {
    return walk.inputs().stream()
        .flatMap(x -> labels(x.name(), x.value().shape()).stream())
        .toList();
  }

  /** How many numbers the formula's value has. */
  public int results() {
    return Math.toIntExact(walk.value().shape().size());
  }

  /** Their names. */
  public List<String> resultLabels() {
    return labels(walk.name(), walk.value().shape());
  }

  static List<String> labels(String name, Shape shape) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      String index =
          Arrays.stream(shape.subscripts(i))
              .mapToObj(Long::toString)
              .collect(Collectors.joining(","));
      labels.add(shape.rank() == 0 ? name : name + "[" + index + "]");
    }
    return labels;
  }

  /** The formula's value at another point. */
  public Var at(Var point) {
    Map<String, Var> values = new HashMap<>();
    int from = 0;
    for (Node input : walk.inputs()) {
      Shape shape = input.value().shape();
      int to = from + input.size();
      values.put(
          input.name(),
          shape.rank() == 0 ? point.get(from) : point.slice(0, from, to).reshape(shape));
      from = to;
    }
    for (Assignment step : walk.program().steps()) {
      values.put(step.name(), FormulaEvaluation.of(step.formula(), values));
    }
    return FormulaEvaluation.of(walk.program().result(), values);
  }

  /** All first derivatives: a row a number of the value, a column a number of the variables. */
  public Var jacobian() {
    return jacobian(point());
  }

  /** All first derivatives at another point. */
  Var jacobian(Var point) {
    return Derivatives.jacobian(this::at, point).reshape(results(), size());
  }

  /** The Taylor polynomial about a point. */
  TaylorPolynomial taylor(Var point, int order) {
    return Derivatives.taylor(this::at, point, order);
  }

  /** All second derivatives, {@code [results, size, size]}. */
  public Var hessian() {
    return Derivatives.hessian(this::at, point()).reshape(results(), size(), size());
  }

  /**
   * NumberStyle for variables as a vector like {@link #point}; 0 for variables that are not named.
   *
   * @throws IllegalArgumentException if a name or a shape is another
   */
  public Var vector(Bindings given) {
    double[] vector = new double[size()];
    int from = 0;
    Map<String, Bindings.Value> left = new HashMap<>(given.values());
    for (Node input : walk.inputs()) {
      Bindings.Value value = left.remove(input.name());
      if (value != null && !value.shape().equals(input.value().shape())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s has shape %s, got %s",
                input.name(),
                input.value().shape(),
                value.shape()));
      }
      if (value != null) {
        System.arraycopy(value.toArray(), 0, vector, from, input.size());
      }
      from += input.size();
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "the formula has no variable " + String.join(", ", left.keySet()));
    }
    return Var.vector(vector);
  }
}
