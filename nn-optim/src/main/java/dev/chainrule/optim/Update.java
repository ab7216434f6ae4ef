package dev.chainrule.optim;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.param.Params;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a rule works on: one is made per rule, and used for every step. */
public final class Update {
  private final Kernels kernels;
  private final Params theta;
  private final Params gradients;
  private final List<INDArray> slots;
  private long step;

  Update(Kernels kernels, Params theta, Params gradients, List<INDArray> slots) {
    this.kernels = kernels;
    this.theta = theta;
    this.gradients = gradients;
    this.slots = slots;
  }

  Update at(long step) {
    this.step = step;
    return this;
  }

  /** The same with slots from {@code first} on, for a rule within a rule. */
  public Update from(int first) {
    return new Update(kernels, theta, gradients, slots.subList(first, slots.size())).at(step);
  }

  /** What computes. */
  public Kernels kernels() {
    return kernels;
  }

  /** θ; not to be modified. */
  public Params theta() {
    return theta;
  }

  /** On entry the gradient g, on return the update u. */
  public Params gradients() {
    return gradients;
  }

  /** The same as one flat vector. */
  public INDArray gradient() {
    return gradients.flat();
  }

  /** What the rule remembers; all zero before the first step. */
  public INDArray slot(int i) {
    return slots.get(i);
  }

  /** The number t of this step, from 1. */
  public long step() {
    return step;
  }
}
