package dev.chainrule.nn;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.AlignedArray;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer's place in one pass: its parameters and gradients by name, what forward saved for
 * backward, and buffers that are made once and used again.
 *
 * <p>A buffer asked for again under the same name is the same memory. A smaller batch gets a view
 * of its first rows; a larger one makes it anew.
 */
public final class Frame {
  private final Pass pass;
  private final String path;
  private final Named<INDArray> parameters = new Named<>();
  private final Named<GradientAccumulator> gradients = new Named<>();
  private final Named<INDArray> saved = new Named<>();
  private final Named<Buffer> buffers = new Named<>();
  private final List<Frame> children = new ArrayList<>();
  private @Nullable INDArray output;
  private @Nullable Tape tape;
  private @Nullable Boolean hasParameters; // null until asked for

  Frame(Pass pass, String path) {
    this.pass = pass;
    this.path = path;
  }

  /** Where the layer stands in the network: {@code 0}, {@code 2.1}; empty for the outermost. */
  public String path() {
    return path;
  }

  /** The same for messages: {@code layer 2.1}. */
  String where() {
    return path.isEmpty() ? "the layer" : "layer " + path;
  }

  /** Whether this pass is to learn or to predict. */
  public Mode mode() {
    return pass.mode();
  }

  /** This pass's random numbers. */
  public RandomStream random() {
    return pass.random();
  }

  /** What computes. */
  public Kernels kernels() {
    return pass.kernels();
  }

  /** The parameter that the layer calls {@code name}: a view, not to be modified. */
  public INDArray parameter(String name) {
    INDArray view = parameters.get(name);
    if (view == null) {
      view = pass.network().params().view(within(name));
      parameters.put(name, view);
    }
    return view;
  }

  /** ∂L/∂ that parameter: a view, to be added to. */
  public INDArray gradient(String name) {
    return gradientAccumulator(name).toAdd();
  }

  /** The same for a layer that can write its part where it is the first. */
  public GradientAccumulator gradientAccumulator(String name) {
    GradientAccumulator sum = gradients.get(name);
    if (sum == null) {
      sum = pass.gradientAccumulator(within(name));
      gradients.put(name, sum);
    }
    return sum;
  }

  /**
   * dθ of that parameter in forward mode: a view, not to be modified; null where θ stands still.
   */
  public @Nullable INDArray tangent(String name) {
    return pass.tangents() == null ? null : pass.tangents().view(within(name));
  }

  /**
   * ∂L_i/∂ that parameter for every sample i, {@code [rows, size of the parameter]}: to be
   * overwritten.
   */
  public INDArray sampleGradient(String name, long rows) {
    long size = pass.network().params().layout().get(within(name)).spec().shape().size();
    INDArray all = buffer("samples." + name, rows, size);
    pass.noteSampleGradient(within(name), all);
    return all;
  }

  /** Whether this layer, or one within it, has parameters. */
  boolean hasParameters() {
    if (hasParameters == null) {
      hasParameters =
          pass.network().params().layout().names().stream()
              .anyMatch(name -> path.isEmpty() || name.startsWith(path + "."));
    }
    return hasParameters;
  }

  /** Keeps an array for backward; nothing is copied. */
  public void save(String name, INDArray array) {
    saved.put(name, array);
  }

  /**
   * What {@link #save} kept.
   *
   * @throws IllegalStateException if there is nothing yet
   */
  public INDArray saved(String name) {
    INDArray array = saved.get(name);
    if (array == null) {
      throw new IllegalStateException(
          where() + " has no " + name + " yet: call forward before backward");
    }
    return array;
  }

  /** A buffer of shape {@code [rows, columns]}, its numbers whatever they were. */
  public INDArray buffer(String name, long rows, long columns) {
    Buffer buffer = buffers.get(name);
    if (buffer == null || buffer.row.rank() != 1 || buffer.row.dim(0) != columns) {
      buffer = new Buffer(Shape.of(columns));
      buffers.put(name, buffer);
    }
    return buffer.rows(rows);
  }

  /** A buffer of this shape, its numbers whatever they were. */
  public INDArray buffer(String name, Shape shape) {
    Buffer buffer = buffers.get(name);
    if (buffer == null || !buffer.row.equals(shape.row())) {
      buffer = new Buffer(shape.row());
      buffers.put(name, buffer);
    }
    return buffer.rows(shape.dim(0));
  }

  /** A buffer of the shape of {@code array}, its numbers whatever they were. */
  public INDArray bufferLike(String name, INDArray array) {
    Buffer buffer = buffers.get(name);
    if (buffer == null || !Shapes.isBatchOf(array, buffer.row)) {
      buffer = new Buffer(Shapes.of(array).row());
      buffers.put(name, buffer);
    }
    return buffer.rows(Shapes.dim(array, 0));
  }

  /** The frame of child {@code i} of this layer. */
  public Frame child(int i) {
    while (children.size() <= i) {
      children.add(new Frame(pass, within(Integer.toString(children.size()))));
    }
    return children.get(i);
  }

  /** Keeps the evaluation of a formula for the way back. */
  void record(Tape evaluation) {
    tape = evaluation;
  }

  /** What {@link #record} kept, or null. */
  @Nullable Tape tape() {
    return tape;
  }

  /**
   * y = f(x; θ) of the layer whose frame this is: how one that is made of others calls them, {@code
   * frame.child(i).forward(layer, x)}.
   */
  public INDArray forward(Layer layer, INDArray x) {
    PassObserver observer = pass.observer();
    if (observer != null) {
      observer.entered(this, layer, x);
    }
    INDArray y = layer.forward(x, this);
    output = y;
    if (observer != null) {
      observer.left(this, layer, x, y);
    }
    return y;
  }

  /** Likewise the way back, {@link Layer#backward}. */
  public INDArray backward(Layer layer, INDArray dy) {
    INDArray dx = layer.backward(dy, this);
    PassObserver observer = pass.observer();
    if (observer != null) {
      observer.wentBack(this, layer, dy, dx);
    }
    return dx;
  }

  /** Likewise {@link Layer#backwardParameters}. */
  public void backwardParameters(Layer layer, INDArray dy) {
    layer.backwardParameters(dy, this);
    PassObserver observer = pass.observer();
    if (observer != null) {
      observer.wentBack(this, layer, dy, null);
    }
  }

  /** Likewise forward mode, {@link Layer#pushforward}. */
  public INDArray pushforward(Layer layer, INDArray x, INDArray dx) {
    INDArray dy = layer.pushforward(x, dx, this);
    PassObserver observer = pass.observer();
    if (observer != null) {
      observer.pushedForward(this, layer, dy);
    }
    return dy;
  }

  /** Who looks on, to be told of a layer's steps; null where nobody does. */
  public @Nullable PassObserver observer() {
    return pass.observer();
  }

  /** What {@link #forward} last computed, or null before the first forward pass. */
  @Nullable INDArray output() {
    return output;
  }

  /** Whether a gradient check wants to know of {@link #noteKinks kinks}. */
  public boolean watchesKinks() {
    return pass.watchesKinks();
  }

  /** Notes on which side of each kink every number of {@code x} is. */
  public void noteKinks(double[] kinks, INDArray x) {
    pass.noteSides(kinks, x);
  }

  /** Notes the sides on which a formula's operations were. */
  void noteSide(long side) {
    pass.noteSide(side);
  }

  private String within(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Memory for the largest batch so far, and the view in use. */
  private final class Buffer {
    private final Shape row;
    private @Nullable INDArray whole;
    private long capacity;
    private @Nullable INDArray some; // the first rows, as many as last asked for but not all
    private long someRows;

    Buffer(Shape row) {
      this.row = row;
    }

    INDArray rows(long rows) {
      if (whole == null || capacity < rows) {
        whole = AlignedArray.zeros(pass.kernels().dataType(), row.batch(rows));
        capacity = rows;
        some = null;
      }
      if (capacity == rows) {
        return whole;
      }
      if (some == null || someRows != rows) {
        some = Shapes.view(whole, 0, row.batch(rows));
        someRows = rows;
      }
      return some;
    }
  }
}
