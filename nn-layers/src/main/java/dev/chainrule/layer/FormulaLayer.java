package dev.chainrule.layer;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A layer that is nothing but its formula; see {@link Layers#of}. */
record FormulaLayer(
    String name, Function<Shape, List<ParamSpec>> specs, BiFunction<Var, Theta, Var> formula)
    implements Layer {
  private static final int ROWS = 2; // one row could hide that a formula mixes rows

  FormulaLayer {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a layer needs a name, for messages");
    }
  }

  /**
   * Found by trying: the formula on a batch of made-up numbers; if it does not like them, as one
   * that takes indices of classes does not, on zeros.
   */
  @Override
  public Shape outputShape(Shape input) {
    Shape batch = input.batch(ROWS);
    Shape output;
    try {
      output = shapeOf(madeUp(batch));
    } catch (ShapeException e) {
      throw new ShapeException(wrong(input, e), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      try {
        output = shapeOf(Var.zeros(batch));
      } catch (IllegalArgumentException | ArithmeticException again) {
        e.addSuppressed(again);
        throw new ShapeException(wrong(input, e), e);
      }
    }
    if (output.rank() == 0 || output.dim(0) != ROWS) {
      throw new ShapeException(
          name
              + ": a formula makes a batch of as many rows from a batch, but made shape "
              + output
              + " from "
              + batch
              + ". To reduce each row, reduce along axis 1: x.sum(1).expand(1, 1).");
    }
    return output.row();
  }

  private String wrong(Shape input, RuntimeException e) {
    return name + " on " + ROWS + " rows of shape " + input + ": " + e.getMessage();
  }

  private Shape shapeOf(Var x) {
    ParamLayout layout = ParamLayout.of(parameters(x.shape().row()));
    Var theta = madeUp(Shape.of(Math.max(1, layout.size())));
    return define(x, Theta.of(layout, theta, Mode.INFER, RandomStream.of(0))).shape();
  }

  private static Var madeUp(Shape shape) {
    double[] numbers = new double[Math.toIntExact(shape.size())];
    Arrays.setAll(numbers, i -> 0.1 + 0.8 * ((i * 7 + 3) % 11) / 11);
    return Var.of(shape, numbers);
  }

  @Override
  public List<ParamSpec> parameters(Shape input) {
    return specs.apply(input);
  }

  @Override
  public Var define(Var x, Theta theta) {
    return Objects.requireNonNull(
        formula.apply(x, theta), () -> name + ": the formula gave null in place of a Var");
  }

  @Override
  public String describe(Shape input) {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
