package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Vectors;
import dev.chainrule.param.ParamLayout;
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
 * Optimizer optimizer = Optimizer.of(Adam.of(1e-3), network.params(), pass.kernels());
 * optimizer.step(pass.gradients());
 * }</pre>
 *
 * <p>One thread at a time.
 */
public final class Optimizer {
  private final List<Rule> parts;
  private final Params theta;
  private final FlatVector numbers; // those of θ
  private final Vectors vectors;
  private final List<FlatVector> slots = new ArrayList<>();
  private final List<Update> updates = new ArrayList<>();
  private @Nullable Params gradients;
  private @Nullable FlatVector gradient; // their numbers
  private final Runnable update = this::update;
  private long steps;

  private Optimizer(Rule rule, Params theta, Kernels kernels) {
    this.parts = rule.parts();
    this.theta = theta;
    this.vectors = kernels.vectors();
    this.numbers =
        vectors.of(
            theta.flat(), theta.layout().entries().stream().map(e -> e.spec().shape()).toList());
    for (int i = 0; i < rule.slots(); i++) {
      slots.add(vectors.zeros(numbers.length()));
    }
  }

  /**
   * A rule at its beginning, on fast kernels of its own; {@code theta} is what steps will change.
   * Beside a pass, give it the pass's kernels: then the same threads do both.
   */
  public static Optimizer of(Rule rule, Params theta) {
    return of(rule, theta, Kernels.best(theta.dataType()));
  }

  /** The same on these kernels, of the parameters' type. */
  public static Optimizer of(Rule rule, Params theta, Kernels kernels) {
    if (kernels.dataType() != theta.dataType()) {
      throw new IllegalArgumentException(
          "the parameters are " + theta.dataType() + ", the kernels " + kernels.dataType());
    }
    return new Optimizer(rule, theta, kernels);
  }

  /**
   * A rule that goes on where {@link #state} and {@link #steps} were taken; a resumed run is the
   * same, bit for bit, as one never interrupted.
   *
   * @param state copied
   * @throws ShapeException if the state is not as long as the rule's
   */
  public static Optimizer resume(Rule rule, Params theta, INDArray state, long steps) {
    return resume(rule, theta, state, steps, Kernels.best(theta.dataType()));
  }

  /** The same on these kernels, of the parameters' type. */
  public static Optimizer resume(
      Rule rule, Params theta, INDArray state, long steps, Kernels kernels) {
    Optimizer optimizer = of(rule, theta, kernels);
    long size = optimizer.numbers.length();
    long wanted = optimizer.slots.size() * size;
    if (state.length() != Math.max(1, wanted)) {
      throw new ShapeException(
          "the state of " + rule + " has " + wanted + " numbers, got " + state.length());
    }
    INDArray own = state.castTo(theta.dataType()).dup('c');
    for (int i = 0; i < optimizer.slots.size(); i++) {
      optimizer.vectors.write(slot(own, i, size), optimizer.slots.get(i));
    }
    optimizer.steps = steps;
    return optimizer;
  }

  private static INDArray slot(INDArray state, int i, long size) {
    return Shapes.view(state, i * size, Shape.of(size));
  }

  /**
   * One step: θ ← θ − u.
   *
   * @param gradients ∂L/∂θ, in θ's layout; their numbers are used up, and not to be read after
   */
  public void step(Params gradients) {
    if (gradients != this.gradients) {
      bind(gradients);
    }
    // One pass over θ, g and what the rule remembers, where the rule allows it.
    vectors.together(update, Objects.requireNonNull(gradient));
  }

  private void update() {
    for (int i = 0; i < updates.size(); i++) {
      parts.get(i).apply(updates.get(i).at(steps + 1));
    }
    vectors.axpby(-1, Objects.requireNonNull(gradient), 1, numbers);
    steps++;
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
    FlatVector flat = vectors.of(g.flat());
    List<Update.Part> all = new ArrayList<>();
    for (ParamLayout.Entry entry : theta.layout().entries()) {
      long from = entry.offset();
      long size = entry.spec().shape().size();
      all.add(new Update.Part(entry.spec(), numbers.part(from, size), flat.part(from, size)));
    }
    updates.clear();
    int first = 0;
    for (Rule part : parts) {
      List<FlatVector> own = slots.subList(first, first + part.slots());
      updates.add(new Update(vectors, numbers, flat, all, own));
      first += part.slots();
    }
    gradients = g;
    gradient = flat;
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  /** What the rule remembers, its slots one behind the other; a new array. */
  public INDArray state() {
    long size = numbers.length();
    // ND4J has no empty arrays to compute on.
    INDArray state = Nd4j.zeros(theta.dataType(), Math.max(1, slots.size() * size));
    for (int i = 0; i < slots.size(); i++) {
      vectors.read(slots.get(i), slot(state, i, size));
    }
    return state;
  }
}
