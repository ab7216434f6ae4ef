package dev.chainrule.autodiff;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A value – a number, vector, matrix or batch – and how it was computed. From formulas in Vars
 * alone follow derivatives of any order, forward and backward: see {@link Derivatives}.
 *
 * <p>Eager and immutable: every operation computes its value at once and makes a new Var. Nothing
 * is recorded anywhere but in the Var itself, so Vars may be shared between threads and
 * differentiated as often as one likes.
 *
 * <p>Operations of two arguments want equal shapes, or a single number on one side, which counts
 * for all; {@link #broadcastTo} repeats a value where that is meant. Axes count from 0, and −1 is
 * the last.
 *
 * <pre>{@code
 * Var x = Var.vector(1, 2);
 * Var f = x.square().sum().sqrt();       // ‖x‖
 * Var gradient = f.backward().of(x);     // x / ‖x‖
 * }</pre>
 *
 * <p>Each method's comment gives its derivative; d is a small change, dx one of x.
 */
public final class Var {
  private static final Shape SCALAR = Shape.of();
  private static final Var[] NONE = {};
  private static final int SHOWN = 16; // numbers in toString

  private final Tensor tensor;
  private final @Nullable Op op;
  private final Var[] inputs;
  private final int depth;
  private final boolean derivative;

  /**
   * What {@link Places} looks this up by: equal for few. The JVM takes 50 ns to invent an identity
   * hash code, more than the operation itself; so a Var has one from those of its inputs, each
   * counting its uses. If two threads count at once, two codes are equal, and no harm is done.
   */
  private final int code;

  private int uses;

  Var(Tensor tensor, @Nullable Op op, Var... inputs) {
    this.tensor = tensor;
    this.op = op;
    this.inputs = inputs;
    int deepest = -1;
    int code = 0;
    boolean derivative = op == Maps.DERIVATIVE;
    for (Var input : inputs) {
      deepest = Math.max(deepest, input.depth);
      derivative |= input.derivative;
      code = (code ^ (input.code + ++input.uses * 0x9E3779B9)) * 0x85EBCA6B;
    }
    this.depth = deepest + 1;
    this.derivative = derivative;
    this.code = inputs.length == 0 ? System.identityHashCode(this) : code;
  }

  // ---- values

  /** A number. */
  public static Var scalar(double value) {
    return leaf(Tensor.of(SCALAR, false, value));
  }

  /** A vector; the numbers are copied. */
  public static Var vector(double... values) {
    return of(Shape.of(values.length), values);
  }

  /**
   * A matrix by its rows; the numbers are copied.
   *
   * @throws ShapeException if the rows differ in length
   */
  public static Var matrix(double[]... rows) {
    if (rows.length == 0) {
      throw new ShapeException("a matrix has at least one row, got none");
    }
    double[] values = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new ShapeException(
            "row 0 has " + rows[0].length + " numbers and row " + i + " has " + rows[i].length);
      }
      System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
    }
    return leaf(Tensor.of(Shape.of(rows.length, rows[0].length), false, values));
  }

  /**
   * An array of any shape, row-major; the numbers are copied.
   *
   * @throws ShapeException if there are more or fewer than the shape has
   */
  public static Var of(Shape shape, double... values) {
    if (values.length != shape.size()) {
      throw new ShapeException(
          "shape " + shape + " has " + shape.size() + " numbers, got " + values.length);
    }
    return leaf(Tensor.of(shape, false, values.clone()));
  }

  /** The numbers of an ND4J array, copied; FLOAT stays FLOAT, everything else becomes DOUBLE. */
  public static Var of(INDArray array) {
    DataType type = array.dataType() == DataType.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    return over(array.castTo(type).dup('c'));
  }

  /**
   * The same without a copy: the array must not change as long as this Var, or one computed from
   * it, is of use. For the parameters and batches of a training step.
   *
   * @throws IllegalArgumentException if it is neither FLOAT nor DOUBLE, or has gaps
   */
  public static Var over(INDArray array) {
    boolean known = array.dataType() == DataType.FLOAT || array.dataType() == DataType.DOUBLE;
    if (!known || !Shapes.isContiguous(array)) {
      throw new IllegalArgumentException(
          "expected FLOAT or DOUBLE, row-major without gaps, got "
              + array.dataType()
              + " "
              + Shapes.of(array)
              + (Shapes.isContiguous(array) ? "" : " with gaps")
              + ". Var.of copies any array.");
    }
    return leaf(Tensor.of(array));
  }

  /** All 0. */
  public static Var zeros(Shape shape) {
    return leaf(Tensor.of(shape, false, Tensor.room(shape)));
  }

  /** All the same number. */
  public static Var filled(Shape shape, double value) {
    return leaf(Tensor.of(SCALAR, false, value).fill(shape));
  }

  /** The n×n matrix with ones on its diagonal. */
  public static Var identity(int n) {
    return leaf(filled(Shape.of(n), 1).diag().tensor);
  }

  static Var leaf(Tensor tensor) {
    return new Var(tensor, null, NONE);
  }

  /** The shape, the batch included. */
  public Shape shape() {
    return tensor.shape();
  }

  /**
   * The number, for reading: what is computed from it is a constant to every derivative.
   *
   * @throws ShapeException if there are several
   */
  public double toDouble() {
    if (tensor.shape().size() != 1) {
      throw new ShapeException(
          "one number was asked for, this has shape " + shape() + ". toArray() gives all of them.");
    }
    return tensor.numbers()[0];
  }

  /** The numbers, row-major, in a new array. */
  public double[] toArray() {
    return tensor.numbers().clone();
  }

  /** The numbers in a new ND4J array. */
  public INDArray toINDArray() {
    return tensor.array().dup('c');
  }

  /**
   * Writes the numbers into an ND4J array.
   *
   * @param out overwritten; of this shape, row-major without gaps, of the kernels' type
   */
  public void writeTo(Kernels kernels, INDArray out) {
    checkSpace(out);
    tensor.writeTo(kernels, out);
  }

  /**
   * Adds the numbers to an ND4J array.
   *
   * @param out added to; of this shape, row-major without gaps, of the kernels' type
   */
  public void addTo(Kernels kernels, INDArray out) {
    checkSpace(out);
    tensor.addTo(kernels, out);
  }

  private void checkSpace(INDArray out) {
    if (!Arrays.equals(out.shape(), shape().toArray())) {
      throw new ShapeException("expected an array of shape " + shape() + ", got " + Shapes.of(out));
    }
  }

  /** What computed this: {@code sin}, {@code +}; empty for a value that was given. */
  public String operation() {
    return op == null ? "" : op.name();
  }

  /** What this was computed from; empty for a value that was given. */
  public List<Var> inputs() {
    return List.of(inputs);
  }

  /** All that this was computed from, inputs before what was computed from them; this is last. */
  public List<Var> ancestors() {
    Graph graph = Graph.everything(this);
    return java.util.stream.IntStream.range(0, graph.size()).mapToObj(graph::node).toList();
  }

  /**
   * The chain rule across the operation that computed this, alone: dy · ∂this/∂x, where x is input
   * {@code i}.
   *
   * @param dy of this shape
   * @return of x's shape
   */
  public Var pullback(int i, Var dy) {
    checkUpstream(dy);
    Var dx = op().pullback(i, dy, this, inputs);
    return dx == null ? leaf(inputs[i].tensor.zeros()) : dx;
  }

  /**
   * Whether the operation that computed this works element by element on input {@code i}, so that
   * the Jacobian is diagonal.
   */
  public boolean isElementwiseIn(int i) {
    return op().isElementwise() && inputs[i].shape().equals(shape());
  }

  /**
   * On which sides of their kinks the operations were that led here: a number that differs when one
   * of them is on another side. A difference quotient between two points whose sides differ says
   * nothing of the derivative.
   */
  public long side() {
    Graph graph = Graph.everything(this);
    long side = 0;
    for (int i = 0; i < graph.size(); i++) {
      Var node = graph.node(i);
      if (node.op != null) {
        Tensor[] x = new Tensor[node.inputs.length];
        Arrays.setAll(x, j -> node.inputs[j].tensor);
        side = 31 * side + node.op.side(x);
      }
    }
    return side;
  }

  /** The same value without its history: a constant to every derivative. */
  public Var detach() {
    return leaf(tensor);
  }

  Tensor tensor() {
    return tensor;
  }

  Op op() {
    return java.util.Objects.requireNonNull(op, "a given value was not computed");
  }

  Var[] inputArray() {
    return inputs;
  }

  int depth() {
    return depth;
  }

  /** Whether a derivative was among what this was computed from. */
  boolean readsDerivative() {
    return derivative;
  }

  int code() {
    return code;
  }

  /** How often this was an argument. */
  int uses() {
    return uses;
  }

  // ---- the way back

  /**
   * ∂this/∂v for every v that this was computed from, by one sweep from here to the inputs.
   *
   * @throws ShapeException if this is not a single number
   */
  public Gradients backward() {
    if (shape().rank() != 0) {
      throw new ShapeException(
          "backward() begins at a single number, and this has shape "
              + shape()
              + ". Give it ∂L/∂y of that shape, backward(dy), or sum() first; all derivatives of"
              + " all numbers are Derivatives.jacobian(f, x).");
    }
    return backward(one());
  }

  /** 1, of this type: where a backward sweep begins. */
  Var one() {
    return leaf(Tensor.of(SCALAR, tensor.isFloat(), 1));
  }

  /**
   * dy · ∂this/∂v for every v that this was computed from: a vector-Jacobian product.
   *
   * @param dy ∂L/∂this, of this shape
   */
  public Gradients backward(Var dy) {
    checkUpstream(dy);
    return new Gradients(this, dy);
  }

  /**
   * The same for some Vars alone: the sweep visits nothing that does not lead to them.
   *
   * @param wrt with respect to which; the derivative of one that this does not depend on is 0
   */
  public Gradients backward(Var dy, List<Var> wrt) {
    checkUpstream(dy);
    return new Gradients(this, dy, wrt);
  }

  private void checkUpstream(Var dy) {
    if (!dy.shape().equals(shape())) {
      throw new ShapeException(
          "∂L/∂y must have the shape of y, " + shape() + ", got " + dy.shape());
    }
  }

  /**
   * The way forward: how this changes when others do, Σ ∂this/∂v · dv, by one sweep from there to
   * here.
   *
   * @param tangents dv by v, each of v's shape
   * @return of this shape
   */
  public Var pushforward(Map<Var, Var> tangents) {
    tangents.forEach((v, dv) -> Shapes.equal("dv and v", dv.shape(), v.shape()));
    Graph graph = Graph.between(tangents.keySet(), this);
    Var dy = graph.forward(tangents);
    return Limits.ofPushforward(this, tangents, graph, dy == null ? zeros(shape()) : dy);
  }

  // ---- arithmetic

  /** y = x + z; dy = dx + dz. */
  public Var add(Var z) {
    return binary(Arithmetic.ADD, "add", z);
  }

  /** y = x + c; dy = dx. */
  public Var add(double c) {
    return new Shift(c).apply(this);
  }

  /** y = x − z; dy = dx − dz. */
  public Var sub(Var z) {
    return binary(Arithmetic.SUB, "sub", z);
  }

  /** y = x − c; dy = dx. */
  public Var sub(double c) {
    return new Shift(-c).apply(this);
  }

  /** y = x z, element by element; dy = z dx + x dz. */
  public Var mul(Var z) {
    return binary(Arithmetic.MUL, "mul", z);
  }

  /** y = c x; dy = c dx. */
  public Var mul(double c) {
    return Maps.scale(c).apply(this);
  }

  /** y = x / z, element by element; dy = dx / z − y dz / z. */
  public Var div(Var z) {
    return binary(Arithmetic.DIV, "div", z);
  }

  /** y = x / c; dy = dx / c. */
  public Var div(double c) {
    return Maps.divide(c).apply(this);
  }

  /** y = xᵖ; dy = p xᵖ⁻¹ dx. */
  public Var pow(double p) {
    return p == 1 ? this : (p == 0 ? Elementary.ONE : Elementary.power(p)).apply(this);
  }

  /** y = xᶻ, element by element; dy = z xᶻ⁻¹ dx + y ln x dz. */
  public Var pow(Var z) {
    return binary(Arithmetic.POW, "pow", z);
  }

  /** y = the angle of the point (z, x), −π to π; dy = (z dx − x dz) / (x² + z²). */
  public Var atan2(Var z) {
    return binary(Arithmetic.ATAN2, "atan2", z);
  }

  /** y = max(x, z), element by element; where both are equal, each has half of the derivative. */
  public Var max(Var z) {
    return z == this ? this : binary(Arithmetic.MAX, "max", z);
  }

  /** y = min(x, z), element by element; where both are equal, each has half of the derivative. */
  public Var min(Var z) {
    return z == this ? this : binary(Arithmetic.MIN, "min", z);
  }

  /**
   * y = x within low … high, and the nearer bound outside; dy = dx within, bounds included, or 0.
   */
  public Var clamp(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException("clamp: low must not exceed high: " + low + ", " + high);
    }
    return Elementary.clamp(low, high).apply(this);
  }

  /**
   * x where {@code condition} is not 0, z elsewhere; the condition itself has no derivative.
   *
   * <p>Both are computed everywhere, and so are their derivatives: 0 · ∞ makes NaN of that of
   * {@code x.log().where(c, z)} where x is 0. Put a number that does no harm into the argument
   * first: {@code x.where(c, ones).log().where(c, z)}.
   */
  public Var where(Var condition, Var z) {
    Shapes.equal("where", shape(), condition.shape());
    Shapes.equal("where", shape(), z.shape());
    return Select.OP.apply(this, z, condition);
  }

  private Var binary(Binary op, String name, Var z) {
    Shape a = shape();
    Shape b = z.shape();
    if (a.rank() != 0 && b.rank() != 0 && !a.equals(b)) {
      throw new ShapeException(Broadcast.differ(name, a, b));
    }
    return op.apply(this, z);
  }

  /** The sum of what is there: null stands for 0. */
  static @Nullable Var plus(@Nullable Var a, @Nullable Var b) {
    return a == null ? b : b == null ? a : a.add(b);
  }

  // ---- elementary functions, element by element

  /** y = −x; dy = −dx. */
  public Var neg() {
    return Maps.NEG.apply(this);
  }

  /** y = |x|; dy = sign(x) dx, and 0 at 0. */
  public Var abs() {
    return Elementary.ABS.apply(this);
  }

  /** y = −1, 0 or 1; dy = 0. */
  public Var sign() {
    return Elementary.SIGN.apply(this);
  }

  /** y = 1 where x &gt; 0, else 0; dy = 0. */
  public Var step() {
    return Elementary.STEP.apply(this);
  }

  /** y = 1/x; dy = −y² dx. */
  public Var reciprocal() {
    return Elementary.RECIPROCAL.apply(this);
  }

  /** y = x²; dy = 2 x dx. */
  public Var square() {
    return Elementary.SQUARE.apply(this);
  }

  /** y = √x; dy = dx / 2y. */
  public Var sqrt() {
    return Elementary.SQRT.apply(this);
  }

  /** y = ∛x, negative where x is; dy = dx / 3y². */
  public Var cbrt() {
    return Elementary.CBRT.apply(this);
  }

  /** y = eˣ; dy = y dx. */
  public Var exp() {
    return Elementary.EXP.apply(this);
  }

  /** y = eˣ − 1, exact for small x; dy = eˣ dx. */
  public Var expm1() {
    return Elementary.EXPM1.apply(this);
  }

  /** y = ln x; dy = dx / x. */
  public Var log() {
    return Elementary.LOG.apply(this);
  }

  /** y = ln(1 + x), exact for small x; dy = dx / (1 + x). */
  public Var log1p() {
    return Elementary.LOG1P.apply(this);
  }

  /** y = sin x; dy = cos x dx. */
  public Var sin() {
    return Elementary.SIN.apply(this);
  }

  /** y = cos x; dy = −sin x dx. */
  public Var cos() {
    return Elementary.COS.apply(this);
  }

  /** y = tan x; dy = (1 + y²) dx. */
  public Var tan() {
    return Elementary.TAN.apply(this);
  }

  /** y = arcsin x; dy = dx / √(1 − x²). */
  public Var asin() {
    return Elementary.ASIN.apply(this);
  }

  /** y = arccos x; dy = −dx / √(1 − x²). */
  public Var acos() {
    return Elementary.ACOS.apply(this);
  }

  /** y = arctan x; dy = dx / (1 + x²). */
  public Var atan() {
    return Elementary.ATAN.apply(this);
  }

  /** y = sinh x; dy = cosh x dx. */
  public Var sinh() {
    return Elementary.SINH.apply(this);
  }

  /** y = ln(x + √(1 + x²)); dy = dx / √(1 + x²). */
  public Var asinh() {
    return Elementary.ASINH.apply(this);
  }

  /** y = cosh x; dy = sinh x dx. */
  public Var cosh() {
    return Elementary.COSH.apply(this);
  }

  /** y = tanh x; dy = dx / cosh² x, exact also where y is nearly ±1. */
  public Var tanh() {
    return Elementary.TANH.apply(this);
  }

  /** y = 1/(1 + e⁻ˣ); dy = y (1 − y) dx, exact also where y is nearly 1. */
  public Var sigmoid() {
    return Elementary.SIGMOID.apply(this);
  }

  /** y = ln(1 + eˣ); dy = sigmoid(x) dx. */
  public Var softplus() {
    return Elementary.SOFTPLUS.apply(this);
  }

  /** y = max(x, 0); dy = dx where x &gt; 0, else 0, at 0 as well. */
  public Var relu() {
    return Elementary.RELU.apply(this);
  }

  /** y = x where x &gt; 0, else a x; dy = dx or a dx. */
  public Var leakyRelu(double a) {
    return relu().add(clamp(Double.NEGATIVE_INFINITY, 0).mul(a));
  }

  /** y = x where x &gt; 0, else a (eˣ − 1); dy = dx or a eˣ dx. */
  public Var elu(double a) {
    return relu().add(clamp(Double.NEGATIVE_INFINITY, 0).expm1().mul(a));
  }

  /** y = x sigmoid(x), also called swish. */
  public Var silu() {
    return mul(sigmoid());
  }

  /** y = x Φ(x) = ½ x erfc(−x/√2), with the normal distribution function Φ. */
  public Var gelu() {
    return mul(Elementary.DISTRIBUTION.apply(this));
  }

  /** y = 2/√π ∫₀ˣ e^(−t²) dt; dy = 2/√π e^(−x²) dx. */
  public Var erf() {
    return Elementary.ERF.apply(this);
  }

  /** y = 1 − erf x, exact for large x; dy = −2/√π e^(−x²) dx. */
  public Var erfc() {
    return Elementary.ERFC.apply(this);
  }

  Var reciprocalOrZero() {
    return Elementary.RECIPROCAL_OR_ZERO.apply(this);
  }

  Var logOfPositive() {
    return Elementary.LOG_OF_POSITIVE.apply(this);
  }

  /**
   * Vectors with a 1 at each class: {@code [n]} indices become {@code [n, classes]}. Constant.
   *
   * @throws IllegalArgumentException if a number is no class, naming its place
   */
  public Var oneHot(int classes) {
    Shapes.rank("oneHot", 1, shape());
    double[] indices = tensor.numbers();
    double[] y = new double[indices.length * classes];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] != Math.rint(indices[i]) || indices[i] < 0 || indices[i] >= classes) {
        throw new IllegalArgumentException(
            "classes are 0 to " + (classes - 1) + ", got " + indices[i] + " at place " + i);
      }
      y[i * classes + (int) indices[i]] = 1;
    }
    return leaf(Tensor.of(Shape.of(indices.length, classes), tensor.isFloat(), y));
  }

  // ---- many to one

  /** y = Σ x, of all numbers; dy = Σ dx. */
  public Var sum() {
    return shape().rank() == 0 ? this : Maps.sum(shape()).apply(this);
  }

  /** y = Σ x along an axis, which goes; dy = Σ dx. */
  public Var sum(int axis) {
    return Maps.sum(shape(), axis("sum", axis)).apply(this);
  }

  /** The mean of all numbers. */
  public Var mean() {
    return sum().div((double) shape().size());
  }

  /** The mean along an axis, which goes. */
  public Var mean(int axis) {
    return sum(axis).div((double) shape().dim(axis("mean", axis)));
  }

  /** The largest number; where several are, they share its derivative. */
  public Var max() {
    return flat().max(0);
  }

  /** The largest along an axis, which goes; where several are, they share its derivative. */
  public Var max(int axis) {
    return LinearAlgebra.max(axis("max", axis)).apply(this);
  }

  /** y = ln Σ eˣ, without overflow; dy = ⟨softmax(x), dx⟩. */
  public Var logSumExp() {
    return flat().logSumExp(0);
  }

  /** The same along an axis, which goes. */
  public Var logSumExp(int axis) {
    return SoftmaxOps.logSumExp(axis("logSumExp", axis)).apply(this);
  }

  /** y = eˣ / Σ eˣ along an axis; dy = y (dx − ⟨y, dx⟩). */
  public Var softmax(int axis) {
    return SoftmaxOps.softmax(axis("softmax", axis)).apply(this);
  }

  /**
   * y = x − ln Σ eˣ along an axis, the logarithm of the softmax, exact also where that is nearly 0
   * or 1; dy = dx − ⟨softmax(x), dx⟩.
   */
  public Var logSoftmax(int axis) {
    return SoftmaxOps.logSoftmax(axis("logSoftmax", axis)).apply(this);
  }

  /** y = √Σ x², of all numbers: Euclid's norm, Frobenius's; dy = ⟨x, dx⟩ / y, and 0 at 0. */
  public Var norm() {
    return flat().norm(0);
  }

  /** The same along an axis, which goes. */
  public Var norm(int axis) {
    return LinearAlgebra.norm(axis("norm", axis)).apply(this);
  }

  // ---- form

  /** The same numbers, row-major, in another shape. */
  public Var reshape(long... dims) {
    return reshape(Shape.of(dims));
  }

  /** The same numbers, row-major, in another shape. */
  public Var reshape(Shape to) {
    if (to.size() != shape().size()) {
      throw new ShapeException(
          "reshape: " + shape() + " has " + shape().size() + " numbers, " + to + " " + to.size());
    }
    return to.equals(shape()) ? this : Maps.reshape(shape(), to).apply(this);
  }

  private Var flat() {
    return reshape(shape().size());
  }

  /** Xᵀ. */
  public Var transpose() {
    Shapes.rank("transpose", 2, shape());
    return Maps.TRANSPOSE.apply(this);
  }

  /**
   * Repeats this along new axes in front and along axes of size 1, until it has that shape.
   *
   * @throws ShapeException if it cannot
   */
  public Var broadcastTo(Shape to) {
    return Broadcast.to(to, this);
  }

  /** A new axis, along which this is repeated n times; −1 makes it the last. */
  public Var expand(int axis, long n) {
    int rank = shape().rank();
    if (axis < -rank - 1 || axis > rank) {
      throw new ShapeException(
          "expand: the new axis of " + shape() + " may be 0 … " + rank + ", got " + axis);
    }
    return rank == 0
        ? Maps.fill(Shape.of(n)).apply(this)
        : Maps.expand(axis < 0 ? axis + rank + 1 : axis, n).apply(this);
  }

  Var expandLike(Var x, int axis) {
    return expand(axis, x.shape().dim(axis));
  }

  /** Places {@code from}, …, {@code to} − 1 of an axis. */
  public Var slice(int axis, long from, long to) {
    int at = axis("slice", axis);
    if (!(0 <= from && from < to && to <= shape().dim(at))) {
      throw new ShapeException(
          "slice: no places " + from + " … " + (to - 1) + " along axis " + at + " of " + shape());
    }
    return Maps.slice(shape(), at, (int) from, (int) to).apply(this);
  }

  /** One number, by its index along every axis. */
  public Var get(long... index) {
    return Maps.get(shape(), Broadcast.flatIndex(shape(), index)).apply(this);
  }

  /** One behind the other along an axis; the other axes must agree. */
  public static Var concat(int axis, List<Var> parts) {
    if (parts.isEmpty()) {
      throw new ShapeException("concat: at least one part, got none");
    }
    Var first = parts.get(0);
    int at = first.axis("concat", axis);
    for (Var part : parts) {
      if (part.shape().rank() != first.shape().rank()
          || !Axes.without(part.shape(), at).equals(Axes.without(first.shape(), at))) {
        throw new ShapeException(
            "concat along axis "
                + at
                + ": "
                + first.shape()
                + " and "
                + part.shape()
                + " must agree in all other axes");
      }
    }
    return new Concat(at, parts).apply(parts.toArray(Var[]::new));
  }

  /** Equal shapes, stacked along a new first axis: numbers to a vector, rows to a matrix. */
  public static Var stack(List<Var> parts) {
    for (Var part : parts) {
      Shapes.equal("stack", parts.get(0).shape(), part.shape());
    }
    return concat(0, parts.stream().map(part -> part.reshape(part.shape().batch(1))).toList());
  }

  /** The matrix with this vector on its diagonal. */
  public Var diag() {
    Shapes.rank("diag", 1, shape());
    return Maps.diagonalMatrix((int) shape().dim(0)).apply(this);
  }

  /** The diagonal of this square matrix. */
  public Var diagonal() {
    return Maps.diagonal(square("diagonal")).apply(this);
  }

  // ---- linear algebra

  /** y = ⟨x, z⟩ = Σ x z, for equal shapes; dy = ⟨dx, z⟩ + ⟨x, dz⟩. */
  public Var dot(Var z) {
    Shapes.equal("dot", shape(), z.shape());
    return LinearAlgebra.DOT.apply(this, z);
  }

  /** Y = x zᵀ, of two vectors. */
  public Var outer(Var z) {
    Shapes.rank("outer", 1, shape());
    Shapes.rank("outer", 1, z.shape());
    return LinearAlgebra.OUTER.apply(this, z);
  }

  /** Y = A B, or A b for a vector b, or aᵀ B for a vector a; dY = dA B + A dB. */
  public Var matmul(Var b) {
    Broadcast.checkProduct(shape(), b.shape(), 0);
    if (shape().rank() == 1) {
      return b.shape().rank() == 1 ? dot(b) : LinearAlgebra.matrixVector(true).apply(b, this);
    }
    return b.shape().rank() == 1
        ? LinearAlgebra.matrixVector(false).apply(this, b)
        : LinearAlgebra.matrices(false, false).apply(this, b);
  }

  /** Y = A Bᵀ without making Bᵀ: a batch of rows, each times B. */
  public Var matmulTransposed(Var b) {
    Shapes.rank("matmulTransposed", 2, b.shape());
    Broadcast.checkProduct(shape(), b.shape(), 1);
    return shape().rank() == 1
        ? LinearAlgebra.matrixVector(false).apply(b, this)
        : LinearAlgebra.matrices(false, true).apply(this, b);
  }

  /** y = Σ x_ii; dy = Σ dx_ii. */
  public Var trace() {
    return diagonal().sum();
  }

  /**
   * Y = X⁻¹; dY = −Y dX Y.
   *
   * @throws ArithmeticException if X is singular, exactly or {@link #solve up to rounding}
   */
  public Var inverse() {
    square("inverse");
    return LinearAlgebra.INVERSE.apply(this);
  }

  /**
   * y = A⁻¹ b, for a vector or a matrix b, without the inverse; dy = A⁻¹ (db − dA y).
   *
   * <p>Where a pivot of A is no larger than what rounding may have made of a 0, every digit of y
   * would be an accident, and there is an exception in place of it; LAPACK and NumPy have one only
   * for an exact 0. Small numbers alone are no reason: diag(1, 10⁻²⁰) has an inverse.
   *
   * @throws ArithmeticException if A is singular, exactly or up to rounding
   */
  public Var solve(Var b) {
    square("solve");
    int rank = b.shape().rank();
    if (rank < 1 || rank > 2 || b.shape().dim(0) != shape().dim(0)) {
      throw new ShapeException(
          "solve: for A of shape "
              + shape()
              + ", b must have "
              + shape().dim(0)
              + " rows, got shape "
              + b.shape());
    }
    return LinearAlgebra.SOLVE.apply(this, b);
  }

  /** y = det X; dy = y tr(X⁻¹ dX). */
  public Var det() {
    square("det");
    return LinearAlgebra.DET.apply(this);
  }

  /** y = ln |det X|; dy = tr(X⁻¹ dX). */
  public Var logDet() {
    square("logDet");
    return LinearAlgebra.LOG_DET.apply(this);
  }

  private int square(String what) {
    Shapes.rank(what, 2, shape());
    if (shape().dim(0) != shape().dim(1)) {
      throw new ShapeException(what + ": expected a square matrix, got shape " + shape());
    }
    return (int) shape().dim(0);
  }

  private int axis(String what, int axis) {
    int rank = shape().rank();
    if (axis < -rank || axis >= rank) {
      throw new ShapeException(what + ": shape " + shape() + " has no axis " + axis);
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** The numbers, matrices by rows; of large arrays the first and the shape. */
  @Override
  public String toString() {
    double[] values = tensor.numbers();
    Shape shape = shape();
    if (shape.rank() == 0) {
      return Double.toString(values[0]);
    }
    if (values.length > SHOWN) {
      String first = Arrays.toString(Arrays.copyOf(values, SHOWN));
      return first.replace("]", ", …]") + " of shape " + shape;
    }
    return rows(values, shape, 0);
  }

  private static String rows(double[] values, Shape shape, int from) {
    if (shape.rank() == 1) {
      return Arrays.toString(Arrays.copyOfRange(values, from, from + (int) shape.dim(0)));
    }
    Shape row = shape.row();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < shape.dim(0); i++) {
      rows.add(rows(values, row, from + i * (int) row.size()));
    }
    return rows.toString();
  }
}
