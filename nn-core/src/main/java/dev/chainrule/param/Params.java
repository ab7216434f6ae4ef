package dev.chainrule.param;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.AlignedArray;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers for a layout: one flat array, of which every parameter is a named view. The parameters of
 * a network, their gradients and each moment of an optimizer have this same form.
 *
 * <pre>{@code
 * Params theta = network.params();
 * INDArray weight = theta.view("0.weight"); // [128, 784], a view: writing to it changes theta
 * INDArray all = theta.flat();              // [101770]
 * }</pre>
 */
public final class Params {
  private final ParamLayout layout;
  private final INDArray flat;
  private final Map<String, INDArray> views = new LinkedHashMap<>();

  private Params(ParamLayout layout, INDArray flat) {
    this.layout = layout;
    this.flat = flat;
    for (ParamLayout.Entry entry : layout.entries()) {
      views.put(entry.spec().name(), Shapes.view(flat, entry.offset(), entry.spec().shape()));
    }
  }

  /** All zero. */
  public static Params zeros(ParamLayout layout, DataType type) {
    // ND4J has no arrays without numbers that it computes on: a map without parameters has one
    // idle.
    return new Params(layout, AlignedArray.zeros(type, Shape.of(Math.max(1, layout.size()))));
  }

  /**
   * The first values that each parameter's initialiser draws. Each parameter has a random stream of
   * its own, split by its name, so that adding a layer does not change the others.
   */
  public static Params initialize(ParamLayout layout, DataType type, RandomStream random) {
    Params params = zeros(layout, type);
    for (ParamLayout.Entry entry : layout.entries()) {
      ParamSpec spec = entry.spec();
      double[] values =
          spec.initializer().draw(spec.shape(), spec.fans(), random.split(spec.name()));
      params.set(spec.name(), values);
    }
    return params;
  }

  /** The names, shapes and places. */
  public ParamLayout layout() {
    return layout;
  }

  /** FLOAT or DOUBLE. */
  public DataType dataType() {
    return flat.dataType();
  }

  /**
   * All numbers, {@code [layout.size]}; what an optimizer updates. A view, as the others are: its
   * {@code data()} holds more, {@code dup()} is a copy of just these.
   */
  public INDArray flat() {
    return flat;
  }

  /**
   * The parameter of this name, as a view into the flat array.
   *
   * @throws IllegalArgumentException if there is none
   */
  public INDArray view(String name) {
    INDArray view = views.get(name);
    if (view == null) {
      layout.get(name); // throws, listing the names
    }
    return java.util.Objects.requireNonNull(view);
  }

  /**
   * Replaces one parameter's numbers.
   *
   * @param values row-major, as many as the parameter has; not modified
   * @throws ShapeException if there are more or fewer
   */
  public void set(String name, double... values) {
    Shape shape = layout.get(name).spec().shape();
    if (values.length != shape.size()) {
      throw new ShapeException(
          name + " has shape " + shape + ", " + shape.size() + " numbers, got " + values.length);
    }
    view(name).assign(Nd4j.createFromArray(values).reshape(shape.toArray()));
  }

  /** One parameter's numbers, row-major. */
  public double[] get(String name) {
    return view(name).dup('c').data().asDouble();
  }

  /** The first parameter that has a number which is NaN or infinite; empty if all are finite. */
  public Optional<String> firstNonFinite(Kernels kernels) {
    OptionalLong index = kernels.firstNonFinite(flat);
    return index.isEmpty()
        ? Optional.empty()
        : Optional.of(layout.at(index.getAsLong()).spec().name());
  }

  /** A copy with numbers of its own. */
  public Params copy() {
    return as(dataType());
  }

  /** A copy in another type: double for checks, float for training. */
  public Params as(DataType type) {
    Params copy = zeros(layout, type);
    copy.flat.assign(flat);
    return copy;
  }
}
