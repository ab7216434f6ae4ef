package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;
import dev.chainrule.param.ParamSpec;
import java.util.List;

/** What a rule works on: one is made per rule, and used for every step. */
public final class Update {
  private final Vectors vectors;
  private final FlatVector theta;
  private final FlatVector gradient;
  private final List<Part> parts;
  private final List<FlatVector> slots;
  private long step;

  Update(
      Vectors vectors,
      FlatVector theta,
      FlatVector gradient,
      List<Part> parts,
      List<FlatVector> slots) {
    this.vectors = vectors;
    this.theta = theta;
    this.gradient = gradient;
    this.parts = List.copyOf(parts);
    this.slots = slots;
  }

  Update at(long step) {
    this.step = step;
    return this;
  }

  /** The same with slots from {@code first} on, for a rule within a rule. */
  public Update from(int first) {
    List<FlatVector> rest = slots.subList(first, slots.size());
    return new Update(vectors, theta, gradient, parts, rest).at(step);
  }

  /** What computes. */
  public Vectors vectors() {
    return vectors;
  }

  /** θ; not to be modified. */
  public FlatVector theta() {
    return theta;
  }

  /** On entry the gradient g, on return the update u. */
  public FlatVector gradient() {
    return gradient;
  }

  /** θ and g parameter by parameter, for a rule that treats weights and biases differently. */
  public List<Part> parts() {
    return parts;
  }

  /** What the rule remembers; all zero before the first step. */
  public FlatVector slot(int i) {
    return slots.get(i);
  }

  /** The number t of this step, from 1. */
  public long step() {
    return step;
  }

  /**
   * One parameter's part.
   *
   * @param spec which one
   * @param theta its part of θ
   * @param gradient its part of g
   */
  public record Part(ParamSpec spec, FlatVector theta, FlatVector gradient) {}
}
