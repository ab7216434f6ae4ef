package dev.chainrule.layer;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Theta;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes every input one row: {@code [batch, 28, 28]} becomes {@code [batch, 784]}. The numbers stay
 * where they are; its Jacobian is the identity.
 */
public record Flatten() implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.size());
  }

  @Override
  public Var define(Var x, Theta theta) {
    long rows = x.shape().dim(0);
    return x.reshape(rows, x.shape().size() / rows);
  }

  @Override
  public INDArray forward(INDArray x, Frame frame) {
    frame.save("x", x);
    return x.rank() == 2 ? x : Shapes.view(x, 0, Shape.of(x.size(0), x.length() / x.size(0)));
  }

  @Override
  public INDArray backward(INDArray dy, Frame frame) {
    INDArray x = frame.saved("x");
    return x.rank() == 2 ? dy : Shapes.view(dy, 0, Shapes.of(x));
  }

  @Override
  public INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    return dx.rank() == 2 ? dx : Shapes.view(dx, 0, Shape.of(dx.size(0), dx.length() / dx.size(0)));
  }

  @Override
  public boolean worksElementwise() {
    return true;
  }

  @Override
  public String describe(Shape input) {
    return "Flatten";
  }
}
