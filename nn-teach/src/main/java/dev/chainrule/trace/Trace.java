package dev.chainrule.trace;

import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Pass;
import dev.chainrule.tensor.ShapeException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training step as a list of equations with their numbers: forward, loss, backward, update.
 *
 * <p>Recorded by looking on while an ordinary {@link Pass} goes its ordinary way: the numbers are
 * those that training computes, by the same kernels, bit for bit. Names are the lecture's, f_i =
 * σ(A_{i−1} f_{i−1} + b_{i−1}); a layer that is a formula is taken apart into its operations.
 *
 * <pre>{@code
 * Trace trace = Trace.of(network.trainingPass(1), loss, x, target);
 * trace.steps();                             // z₁ = A₀ f₀ + b₀, f₁ = σ(z₁), … ∂L/∂b₀
 * trace.value("dL/dA1").at(0, 0);
 * trace.quotient("A1", 0, 0);                // the difference quotient beside the derivative
 * trace.paths("A1", new long[] {0, 0}, 10);  // the ways by which that weight acts on the loss
 * }</pre>
 */
public final class Trace {
  private final Replay setup;
  private final Map<String, Value> values;
  private final List<Step> steps;
  private final Map<String, List<Local>> outgoing;
  private final List<TracedLayer> layers;
  private final List<Placed> chain;
  private final int batch;

  Trace(Replay setup, Draft draft, ForwardNames names) {
    this.setup = setup;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(draft.values()));
    this.steps = List.copyOf(draft.steps());
    this.outgoing = draft.outgoing();
    this.layers = List.copyOf(names.layers());
    this.chain = List.copyOf(names.chain());
    this.batch = draft.batch();
  }

  /**
   * Forward, loss and backward, watched.
   *
   * @param pass an ordinary pass; its gradients are zeroed first
   * @param x {@code [batch, input…]}; not modified
   * @param target as the loss wants it; not modified
   * @throws ShapeException if the shapes do not fit
   */
  public static Trace of(Pass pass, Loss loss, INDArray x, INDArray target) {
    return of(pass, loss, x, target, null);
  }

  /** The same, and then the update, which changes the network's parameters. */
  public static Trace of(
      Pass pass, Loss loss, INDArray x, INDArray target, @Nullable TraceRule rule) {
    return new Recorder(pass, loss).record(x, target, rule);
  }

  // ---- what it holds

  /** All equations, in the order in which they were computed. */
  public List<Step> steps() {
    return steps;
  }

  /** Step {@code number}, counted from 1. */
  public Step step(int number) {
    if (number < 1 || number > steps.size()) {
      throw new IllegalArgumentException("steps are 1 to " + steps.size() + ", got " + number);
    }
    return steps.get(number - 1);
  }

  /** All values by name: what was given, then what the steps write. */
  public Map<String, Value> values() {
    return values;
  }

  /**
   * A value by its name: {@code A0}, {@code z1}, {@code dL/dA0}, {@code A0'}.
   *
   * @throws IllegalArgumentException if there is none, with the names that there are
   */
  public Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no value is called " + name + "; there are " + String.join(", ", values.keySet()));
    }
    return value;
  }

  /** The step that computes a value: 0 for one that was given. */
  public int stepOf(String name) {
    value(name);
    return steps.stream()
        .filter(step -> step.writes().equals(name))
        .findFirst()
        .map(Step::number)
        .orElse(0);
  }

  /** The layers, the one that reads the input first: f₁ … f_K. */
  public List<TracedLayer> layers() {
    return layers;
  }

  /** L. */
  public double loss() {
    return value(Draft.LOSS).flat(0);
  }

  /** How many samples it went through with. */
  public int batch() {
    return batch;
  }

  /** How much memory its numbers take, in bytes. */
  public long bytes() {
    return values.values().stream().mapToLong(Value::bytes).sum();
  }

  // ---- what it can tell beside

  /**
   * ∂L/∂ one weight or one number of the input, by the difference quotient beside the derivative.
   *
   * @throws IllegalArgumentException if there is no such number, or it is neither
   */
  public Quotient quotient(String name, long... index) {
    return Quotient.of(setup, this, name, index);
  }

  /**
   * The ways by which one number acts on the loss: one term of the chain rule for each.
   *
   * @param index of a number of a parameter, the input or what lies between
   * @param limit how many are told, the largest first
   * @throws IllegalArgumentException if there is no such number, or half a million products lie on
   *     the ways
   * @throws IllegalStateException if a layer on the way drew random numbers and cannot be expanded
   */
  public Paths paths(String name, long[] index, int limit) {
    return PathSearch.of(this, outgoing, name, index, -1, limit);
  }

  /** The same through one sample of the batch alone. */
  public Paths paths(String name, long[] index, int sample, int limit) {
    if (sample < 0 || sample >= batch) {
      throw new IllegalArgumentException("samples are 0 to " + (batch - 1) + ", got " + sample);
    }
    return PathSearch.of(this, outgoing, name, index, sample, limit);
  }

  /**
   * Forward mode: how everything moves when one weight or one number of the input does, by the
   * layers' own pushforward.
   */
  public ForwardMode forwardMode(String name, long... index) {
    return ForwardMode.of(setup, this, chain, name, index);
  }

  /** What the gradient of all parameters costs in either mode. */
  public Ledger ledger() {
    return Ledger.of(this, chain);
  }

  /** {@code 14 steps of 2 layers, L = 0.2984}. */
  @Override
  public String toString() {
    return steps.size() + " steps of " + layers.size() + " layers, L = " + loss();
  }
}
