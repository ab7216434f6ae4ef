package dev.chainrule.nn;

import dev.chainrule.autodiff.Gradients;
import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One evaluation of a layer's {@link Layer#define formula}: what {@link Layer#forward} keeps for
 * the way back where the layer has none of its own.
 *
 * @param x the input
 * @param parameters those that the formula read, by name
 * @param y the output
 * @param isRandom whether the formula drew random numbers, so that evaluating it again gives
 *     another y
 */
record Tape(Var x, Map<String, Var> parameters, Var y, boolean isRandom) {

  static INDArray forward(Layer layer, INDArray input, Frame frame) {
    Tape tape = of(layer, input, frame);
    frame.record(tape);
    Var y = tape.y;
    if (frame.watchesKinks()) {
      frame.noteSide(y.side());
    }
    INDArray out = frame.buffer("formula.y", y.shape());
    y.writeTo(frame.kernels(), out);
    PassObserver observer = frame.observer();
    if (observer != null) {
      observer.evaluated(frame, tape.x, tape.parameters, y);
    }
    return out;
  }

  /**
   * Evaluates the formula with the parameters of a frame.
   *
   * @throws IllegalArgumentException if it cannot take such an input, or makes more or fewer rows
   *     of it: naming the layer
   */
  private static Tape of(Layer layer, INDArray input, Frame frame) {
    Map<String, Var> parameters = new LinkedHashMap<>();
    Theta theta =
        Theta.of(
            name -> parameters.computeIfAbsent(name, n -> var(frame.parameter(n), frame)),
            frame.mode(),
            frame.random());
    Var x = var(input, frame);
    long[] before = frame.random().state();
    Var y;
    try {
      y = layer.define(x, theta);
    } catch (IllegalArgumentException e) {
      String message =
          frame.where() + " " + layer + " on shape " + x.shape() + ": " + e.getMessage();
      throw e instanceof ShapeException
          ? new ShapeException(message, e)
          : new IllegalArgumentException(message, e);
    }
    if (y.shape().rank() == 0 || y.shape().dim(0) != x.shape().dim(0)) {
      throw new ShapeException(
          frame.where()
              + " "
              + layer
              + ": a formula makes as many rows as it is given, but made shape "
              + y.shape()
              + " from "
              + x.shape());
    }
    return new Tape(x, parameters, y, !Arrays.equals(before, frame.random().state()));
  }

  /**
   * Who looks on may keep the formula when the pass has gone on, and then wants its numbers still.
   */
  private static Var var(INDArray array, Frame frame) {
    return frame.observer() == null ? Var.over(array) : Var.of(array);
  }

  /** Evaluates the formula of a layer that went forward by hand and left no tape. */
  private static Tape again(Layer layer, INDArray input, Frame frame) {
    Tape tape = of(layer, input, frame);
    if (tape.isRandom) {
      throw new IllegalStateException(
          frame.where()
              + " "
              + layer
              + " draws random numbers, and its formula would draw others than its forward did:"
              + " derive pushforward and backwardPerSample by hand as well");
    }
    return tape;
  }

  /** What forward kept, or the formula evaluated for a layer whose own forward keeps none. */
  static Tape ofOrAgain(Layer layer, INDArray input, Frame frame) {
    Tape tape = frame.tape();
    return tape == null ? again(layer, input, frame) : tape;
  }

  /** What forward kept. */
  static Tape of(Frame frame) {
    Tape tape = frame.tape();
    if (tape == null) {
      throw new IllegalStateException(
          frame.where() + " has no output yet: call forward before backward");
    }
    return tape;
  }

  INDArray backward(INDArray dy, Frame frame) {
    List<Var> wrt = new ArrayList<>(parameters.values());
    wrt.add(x);
    Gradients gradients = accumulate(dy, wrt, frame);
    INDArray dx = frame.buffer("formula.dx", x.shape());
    gradients.of(x).writeTo(frame.kernels(), dx);
    return dx;
  }

  void backwardParameters(INDArray dy, Frame frame) {
    accumulate(dy, List.copyOf(parameters.values()), frame);
  }

  private Gradients accumulate(INDArray dy, List<Var> wrt, Frame frame) {
    PassObserver observer = frame.observer();
    List<Var> all = wrt;
    if (observer != null) { // wants them by all that lies on the way
      all = new ArrayList<>(wrt);
      all.addAll(y.ancestors());
    }
    Gradients gradients = y.backward(Var.over(dy), all);
    parameters.forEach(
        (name, parameter) -> gradients.of(parameter).addTo(frame.kernels(), frame.gradient(name)));
    if (observer != null) {
      observer.formulaWentBack(frame, gradients::of);
    }
    return gradients;
  }

  INDArray pushforward(INDArray dx, Frame frame) {
    Map<Var, Var> tangents = new HashMap<>();
    tangents.put(x, Var.over(dx));
    parameters.forEach(
        (name, parameter) -> {
          @Nullable INDArray tangent = frame.tangent(name);
          if (tangent != null) {
            tangents.put(parameter, Var.over(tangent));
          }
        });
    INDArray dy = frame.buffer("formula.dy", y.shape());
    y.pushforward(tangents).writeTo(frame.kernels(), dy);
    return dy;
  }

  /**
   * ∂L/∂θ of every sample, by the formula of one after the other. A formula that drew random
   * numbers is not evaluated again, but gone back through from each row of y, which takes longer.
   */
  static void perSample(Layer layer, INDArray x, INDArray dy, Frame frame) {
    Tape all = frame.tape();
    for (long i = 0; i < x.size(0); i++) {
      boolean isRandom = all != null && all.isRandom;
      Tape one = isRandom ? all.row(i) : again(layer, row(x, i), frame);
      Gradients gradients =
          one.y.backward(Var.over(row(dy, i)), List.copyOf(one.parameters.values()));
      for (var parameter : one.parameters.entrySet()) {
        Var gradient = gradients.of(parameter.getValue());
        INDArray samples = frame.sampleGradient(parameter.getKey(), x.size(0));
        long size = gradient.shape().size();
        gradient.writeTo(frame.kernels(), Shapes.view(samples, i * size, gradient.shape()));
      }
    }
  }

  /** The same evaluation as that of row i of y. */
  private Tape row(long i) {
    return new Tape(x, parameters, y.slice(0, i, i + 1), isRandom);
  }

  private static INDArray row(INDArray batch, long i) {
    Shape row = Shapes.of(batch).row();
    return Shapes.view(batch, i * row.size(), row.batch(1));
  }
}
