package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** An activation that is nothing but its formula; see {@link Activations#of}. */
record FormulaActivation(String name, UnaryOperator<Var> formula) implements Activation {
  FormulaActivation {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an activation needs a name, for messages");
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape batch = input.batch(2);
    Shape output = define(Var.filled(batch, 0.5)).shape();
    if (!output.equals(batch)) {
      throw new ShapeException(
          name
              + ": an activation keeps the shape, but its formula made "
              + output
              + " from "
              + batch
              + ". Layers.of makes a layer of any formula.");
    }
    return input;
  }

  @Override
  public Var define(Var x) {
    return Objects.requireNonNull(
        formula.apply(x), () -> name + ": the formula gave null in place of a Var");
  }

  @Override
  public String toString() {
    return name;
  }
}
