package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sweep over the computation graph: the chain rule, a line for each variable, in the order in
 * which they become known.
 *
 * @param mode forward from one number of the variables, or backward from one number of the value
 * @param seed the number that it begins at: {@code x[0]}
 * @param lines one for each variable
 */
public record Sweep(Mode mode, String seed, List<Line> lines) {
  /**
   * A variable's derivative. Forward: by the seed. Reverse: of the seed by the variable.
   *
   * @param terms whose sum it is; none where the sweep begins
   * @param value of the variable's shape; empty if the seed and the variable have nothing to do
   *     with each other
   */
  public record Line(String name, List<Term> terms, Optional<Var> value) {
    /** Copies the list. */
    public Line {
      terms = List.copyOf(terms);
    }
  }

  /**
   * A product of the chain rule.
   *
   * @param local the edge
   * @param arriving the derivative at the end from which the sweep comes
   * @param product that of both
   */
  public record Term(GraphEdge local, Var arriving, Var product) {}

  /** Copies the list. */
  public Sweep {
    lines = List.copyOf(lines);
  }

  /** The derivatives of everything by one number of the variables. */
  public static Sweep forward(ComputationGraph walk, int seed) {
    Map<String, Var> known = new HashMap<>();
    List<Line> lines = new ArrayList<>();
    int from = 0;
    for (Node input : walk.inputs()) {
      boolean here = from <= seed && seed < from + input.size();
      if (here) {
        known.put(input.name(), unit(input.value().shape(), seed - from));
      }
      lines.add(new Line(input.name(), List.of(), known(known, input)));
      from += input.size();
    }
    for (Node step : walk.steps()) {
      List<Term> terms = new ArrayList<>();
      for (GraphEdge local : step.locals()) {
        Var arriving = known.get(local.by());
        if (arriving != null) {
          terms.add(new Term(local, arriving, local.pushforward(arriving)));
        }
      }
      sum(terms).ifPresent(value -> known.put(step.name(), value));
      lines.add(new Line(step.name(), terms, known(known, step)));
    }
    return new Sweep(Mode.FORWARD, walk.whole().labels().get(seed), lines);
  }

  /** The derivatives of one number of the value by everything. */
  public static Sweep reverse(ComputationGraph walk, int seed) {
    Map<String, Var> known = new HashMap<>();
    known.put(walk.name(), unit(walk.value().shape(), seed));
    List<Line> lines = new ArrayList<>();
    for (Node node : backwards(walk)) {
      List<Term> terms = new ArrayList<>();
      for (Node use : walk.steps()) {
        for (GraphEdge local : use.locals()) {
          Var arriving = known.get(use.name());
          if (local.by().equals(node.name()) && arriving != null) {
            terms.add(new Term(local, arriving, local.pullback(arriving)));
          }
        }
      }
      sum(terms).ifPresent(value -> known.put(node.name(), value));
      lines.add(new Line(node.name(), terms, known(known, node)));
    }
    return new Sweep(Mode.REVERSE, walk.whole().resultLabels().get(seed), lines);
  }

  /** Steps from the last to the first, then the inputs in their order. */
  private static List<Node> backwards(ComputationGraph walk) {
    List<Node> nodes = new ArrayList<>();
    for (int i = walk.steps().size() - 1; i >= 0; i--) {
      nodes.add(walk.steps().get(i));
    }
    nodes.addAll(walk.inputs());
    return nodes;
  }

  private static Optional<Var> known(Map<String, Var> known, Node node) {
    return Optional.ofNullable(known.get(node.name()));
  }

  private static Optional<Var> sum(List<Term> terms) {
    return terms.stream().map(Term::product).reduce(Var::add).map(Var::detach);
  }

  private static Var unit(Shape shape, int at) {
    double[] numbers = new double[Math.toIntExact(shape.size())];
    numbers[at] = 1;
    return Var.of(shape, numbers);
  }

  /** A line by its variable. */
  public Line line(String name) {
    return lines.stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow();
  }
}
