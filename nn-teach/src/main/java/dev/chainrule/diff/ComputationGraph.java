package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Assignment;
import dev.chainrule.formula.Bindings;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.formula.FormulaEvaluation;
import dev.chainrule.formula.Program;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A formula taken apart at a point: the computation graph with its values and local derivatives.
 *
 * <pre>{@code
 * ComputationGraph walk = ComputationGraph.of(Formula.parse("sin(x^2)"), Bindings.parse("x=1"));
 * walk.steps();                     // a = x^2, b = sin(a)
 * Sweep.reverse(walk, 0).lines();   // ∂b/∂b, ∂b/∂a, ∂b/∂x
 * }</pre>
 *
 * @param formula all of it, with {@code A x} as {@code A @ x} or {@code A*x}
 * @param program the same as steps
 * @param inputs the variables
 * @param steps in an order in which they can be done; the last is the result
 */
public record ComputationGraph(
    Formula formula, Program program, List<Node> inputs, List<Node> steps) {
  /** Copies the lists. */
  public ComputationGraph {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
  }

  /**
   * Evaluates every step.
   *
   * @throws dev.chainrule.formula.FormulaException where one cannot be done, or a variable has no
   *     value
   */
  public static ComputationGraph of(Formula formula, Bindings at) {
    at.require(formula);
    Map<String, Var> values = new HashMap<>();
    List<Node> inputs = new ArrayList<>();
    for (Variable variable : formula.variables().values()) {
      Bindings.Value given = at.values().get(variable.name());
      Var value = Var.of(given.shape(), given.toArray());
      values.put(variable.name(), value);
      inputs.add(new Node(variable.name(), Optional.empty(), value, List.of()));
    }
    Formula resolved = FormulaEvaluation.resolved(formula, values);
    Program program = Program.of(resolved);
    List<Node> steps = new ArrayList<>();
    for (Assignment step : program.steps()) {
      Var value = FormulaEvaluation.of(step.formula(), values).detach();
      List<GraphEdge> locals = locals(step, value.shape(), values);
      values.put(step.name(), value);
      steps.add(new Node(step.name(), Optional.of(step.formula()), value, locals));
    }
    return new ComputationGraph(resolved, program, inputs, steps);
  }

  private static List<GraphEdge> locals(Assignment step, Shape shape, Map<String, Var> values) {
    List<String> arguments = arguments(step.formula());
    Map<String, Var> known = new HashMap<>();
    arguments.forEach(name -> known.put(name, values.get(name)));
    List<GraphEdge> locals = new ArrayList<>();
    for (String by : arguments) {
      Var at = values.get(by);
      GraphEdge.Form form = form(step.formula(), shape, at.shape(), values);
      locals.add(
          new GraphEdge(
              step.name(),
              by,
              alone(step.formula(), by, known),
              at,
              shape,
              form,
              Symbols.derivative(step, by, form, shape.rank(), values),
              Symbols.differential(step, by)));
    }
    return locals;
  }

  /** The variables among the arguments, each once. */
  static List<String> arguments(Apply step) {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    step.arguments().forEach(argument -> names.addAll(argument.variables().keySet()));
    return List.copyOf(names);
  }

  /** The step as a function of one variable, wherever it stands in it. */
  static UnaryOperator<Var> alone(Apply step, String name, Map<String, Var> others) {
    return x -> {
      Map<String, Var> values = new HashMap<>(others);
      values.put(name, x);
      return FormulaEvaluation.of(step, values);
    };
  }

  private static GraphEdge.Form form(Apply step, Shape of, Shape by, Map<String, Var> values) {
    if (by.rank() == 0) {
      return of.rank() == 0 ? GraphEdge.Form.NUMBER : GraphEdge.Form.DIRECTION;
    }
    if (of.rank() == 0) {
      return GraphEdge.Form.GRADIENT;
    }
    return Symbols.isElementwise(step, values) && of.equals(by)
        ? GraphEdge.Form.DIAGONAL
        : GraphEdge.Form.FULL;
  }

  /** Inputs, then steps. */
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>(inputs);
    nodes.addAll(steps);
    return nodes;
  }

  /** What the formula's value is called: the last step, or the only variable. */
  public String name() {
    return program.result() instanceof Variable variable ? variable.name() : "f";
  }

  /** The formula's value. */
  public Var value() {
    if (!steps.isEmpty()) {
      return steps.get(steps.size() - 1).value();
    }
    return inputs.isEmpty() ? FormulaEvaluation.of(formula, Map.of()) : inputs.get(0).value();
  }

  /** All of it as a function of one vector of numbers. */
  public Whole whole() {
    return new Whole(this);
  }
}
