package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.PassObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sees a backward pass: writes into the draft what each layer says ∂L/∂ is of what it reads. */
final class BackwardRecorder implements PassObserver {
  private final Draft draft;
  private final ForwardNames names;
  private final Map<String, Placed> affine;
  private final Map<String, Placed> others;

  BackwardRecorder(Draft draft, ForwardNames names) {
    this.draft = draft;
    this.names = names;
    this.affine = Placed.affine(names.chain());
    this.others = Placed.others(names.chain());
  }

  @Override
  public void affineWentBack(Frame frame, INDArray dz) {
    parameters(affine.get(frame.path()), frame);
  }

  @Override
  public void wentBack(Frame frame, Layer layer, INDArray dy, @Nullable INDArray dx) {
    Placed whole = others.get(frame.path());
    if (whole != null && whole.link() instanceof Link.Whole) {
      parameters(whole, frame);
    }
    Placed first = whole == null ? affine.get(frame.path()) : whole;
    if (first != null && dx != null) {
      ConstantArray numbers = ConstantArray.of(dx, frame.kernels());
      draft.derivative(first.input(), Kind.DERIVATIVE, List.of("B8"), numbers);
    }
  }

  @Override
  public void formulaWentBack(Frame frame, UnaryOperator<Var> adjoints) {
    Placed placed = others.get(frame.path());
    OperationNames operations = names.formulas().get(frame.path());
    if (placed == null || operations == null) {
      return; // within a layer that is one link
    }
    List<Map.Entry<String, Var>> order = new ArrayList<>(operations.operations().entrySet());
    Collections.reverse(order);
    for (Map.Entry<String, Var> operation : order.subList(1, order.size())) {
      double[] adjoint = adjoints.apply(operation.getValue()).toArray();
      draft.derivative(operation.getKey(), Kind.DERIVATIVE, List.of("D6"), draft.numbers(adjoint));
    }
    parameters(placed, frame);
  }

  /** ∂L/∂ the parameters, from the sums that the layer has just added to. */
  private void parameters(@Nullable Placed placed, Frame frame) {
    if (placed == null) {
      return;
    }
    placed
        .parameters()
        .forEach(
            (local, name) ->
                draft.derivative(
                    name,
                    Kind.PARAMETER_DERIVATIVE,
                    List.of(equation(placed.layer())),
                    ConstantArray.of(frame.gradient(local), frame.kernels())));
  }

  /** (5.115) to (5.118) of the book: those of the last three layers, then that of any. */
  private String equation(int layer) {
    return switch (names.layers().size() - 1 - layer) {
      case 0 -> "B4";
      case 1 -> "B5";
      case 2 -> "B6";
      default -> "B7";
    };
  }
}
