package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Layer;
import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One link of the chain from the input to the prediction, as it was seen: what it computed. */
sealed interface Link {
  /** Where it stands in the network. */
  String path();

  /** What it computed. */
  ConstantArray y();

  /** The shape of that. */
  Shape shape();

  /**
   * z = x Aᵀ + b.
   *
   * @param weight what the layer calls A
   * @param bias what it calls b; null where there is none
   */
  record Affine(String path, String weight, @Nullable String bias, ConstantArray y, Shape shape)
      implements Link {}

  /**
   * A layer, or a part of one, that does it in one piece.
   *
   * @param isRandom whether it drew random numbers
   * @param isIdentity whether y are the very numbers of x
   * @param diagonal of the Jacobian; null where that has another form
   */
  record Whole(
      String path,
      Layer layer,
      boolean isRandom,
      boolean isIdentity,
      @Nullable ConstantArray diagonal,
      ConstantArray y,
      Shape shape)
      implements Link {}

  /**
   * A formula.
   *
   * @param operations what y was computed from step by step, x and parameters apart; y is last
   */
  record Formula(
      String path,
      Layer layer,
      Var x,
      Map<String, Var> parameters,
      List<Var> operations,
      ConstantArray y,
      Shape shape)
      implements Link {}

  /** A layer and its links. */
  record Group(String path, Layer layer, List<Link> links) {
    /** The last one. */
    Link end() {
      return links.get(links.size() - 1);
    }

    /** Whether it is σ(A f + b), the layer of the lecture. */
    boolean isAffine() {
      return links.stream().anyMatch(link -> link instanceof Affine);
    }
  }
}
