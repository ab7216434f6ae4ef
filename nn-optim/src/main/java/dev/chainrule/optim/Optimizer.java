package dev.chainrule.optim;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.param.Params;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A rule at work on parameters: keeps the rule's memory and the number of steps, and takes the
 * updates from the parameters. The one place where θ ← θ − u.
 *
 * <pre>{@code
 * Optimizer optimizer = Optimizer.of(Adam.of(1e-3), network.params());
 * optimizer.step(pass.gradients());
 * }</pre>
 *
 * <p>One thread at a time.
 */
public final class Optimizer {
  private final List<Rule> parts;
  private final Params theta;
  private final Kernels kernels;
  private final INDArray state;
  private final List<Update> updates = new ArrayList<>();
  private @Nullable Params gradients;
  private final Runnable update = this::update;
  private long steps;

  private Optimizer(Rule rule, Params theta, Kernels kernels, INDArray state, long steps) {
    this.parts = rule.parts();
    this.theta = theta;
    this.kernels = kernels;
    this.state = state;
    this.steps = steps;
  }

  /** A rule at its beginning, on the fastest kernels; {@code theta} is what steps will change. */
  public static Optimizer of(Rule rule, Params theta) {
    return of(rule, theta, Kernels.best(theta.dataType()));
  }

  /** The same on these kernels, of the parameters' type. */
  public static Optimizer of(Rule rule, Params theta, Kernels kernels) {
    if (kernels.dataType() != theta.dataType()) {
      throw new IllegalArgumentException(
          "the parameters are " + theta.dataType() + ", the kernels " + kernels.dataType());
    }
    return new Optimizer(
        rule, theta, kernels, Nd4j.zeros(theta.dataType(), stateSize(rule, theta)), 0);
  }

  /**
   * A rule that goes on where {@link #state} and {@link #steps} were taken; a resumed run is the
   * same, bit for bit, as one never interrupted.
   *
   * @param state copied
   * @throws ShapeException if the state is not as long as the rule's
   */
  public static Optimizer resume(Rule rule, Params theta, INDArray state, long steps) {
    Optimizer optimizer = of(rule, theta);
    if (state.length() != optimizer.state.length()) {
      throw new ShapeException(
          "the state of "
              + rule
              + " has "
              + optimizer.state.length()
              + " numbers, got "
              + state.length());
    }
    optimizer.state.assign(state.reshape(state.length()));
    optimizer.steps = steps;
    return optimizer;
  }

  private static long stateSize(Rule rule, Params theta) {
    return Math.max(
        1, rule.slots() * theta.flat().length()); // ND4J has no empty arrays to compute on
  }

  /**
   * One step: θ ← θ − u.
   *
   * @param gradients ∂L/∂θ, in θ's layout; overwritten with u
   */
  public void step(Params gradients) {
    if (gradients != this.gradients) {
      bind(gradients);
    }
    steps++;
    kernels.together(update); // one pass over θ, g and the state, where the rule allows it
  }

  private void update() {
    for (int i = 0; i < updates.size(); i++) {
      parts.get(i).apply(updates.get(i).at(steps));
    }
    kernels.axpby(-1, Objects.requireNonNull(gradients).flat(), 1, theta.flat());
  }

  /** Makes each part's view of the state. */
  private void bind(Params g) {
    if (g.dataType() != theta.dataType()) {
      throw new IllegalArgumentException(
          "the parameters are " + theta.dataType() + ", the gradients " + g.dataType());
    }
    if (!g.layout().names().equals(theta.layout().names())
        || g.layout().size() != theta.layout().size()) {
      throw new ShapeException(
          "there are "
              + theta.layout().size()
              + " parameters, got "
              + g.layout().size()
              + " gradients");
    }
    updates.clear();
    long size = theta.flat().length();
    long at = 0;
    for (Rule part : parts) {
      List<INDArray> slots = new ArrayList<>();
      for (int i = 0; i < part.slots(); i++) {
        slots.add(Shapes.view(state, at, Shape.of(size)));
        at += size;
      }
      updates.add(new Update(kernels, theta, g, slots));
    }
    gradients = g;
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  /** What the rule remembers, its slots one behind the other; to be copied, not modified. */
  public INDArray state() {
    return state;
  }
}
