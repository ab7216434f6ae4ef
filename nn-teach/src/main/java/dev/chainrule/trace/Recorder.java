package dev.chainrule.trace;

import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.PassObserver;
import dev.chainrule.notation.Notation;
import dev.chainrule.param.Params;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes a step of training as anybody would, and writes down what it sees. */
final class Recorder {
  private final Pass pass;
  private final Loss loss;

  Recorder(Pass pass, Loss loss) {
    this.pass = pass;
    this.loss = loss;
  }

  Trace record(INDArray x, INDArray target, @Nullable TraceRule rule) {
    @Nullable PassObserver before = pass.observe(null);
    List<Long> random = Arrays.stream(pass.random().state()).boxed().toList();
    try {
      ForwardRecorder forward = new ForwardRecorder();
      pass.observe(forward);
      pass.forward(x);
      pass.observe(null);
      pass.zeroGradients();
      Draft draft = new Draft(Math.toIntExact(x.size(0)), pass.kernels().dataType());
      ForwardNames names = ForwardNames.of(pass, x, forward.groups(), draft);
      loss(target, draft.value(names.output()), draft);
      pass.observe(new BackwardRecorder(draft, names));
      pass.backward();
      if (rule != null) {
        update(names, rule, draft);
      }
      return new Trace(setup(random, names), draft, names);
    } finally {
      pass.observe(before);
    }
  }

  private Replay setup(List<Long> random, ForwardNames names) {
    Network network = pass.network();
    return new Replay(
        network.layer(),
        network.inputShape(),
        network.params().layout(),
        network.params().dataType(),
        pass.mode(),
        random,
        loss,
        names.parameters());
  }

  /** L, and where the way back begins: ∂L/∂L = 1, and ∂L/∂f_K. */
  private void loss(INDArray target, Value prediction, Draft draft) {
    double value = pass.loss(loss, target);
    Shape of = prediction.shape();
    Shape by = Shapes.of(target);
    Notation y = Notation.of(Draft.TARGET);
    ConstantArray targets = ConstantArray.given(target, pass.kernels());
    draft.given(Draft.TARGET, y, Role.TARGET, -1, by, targets);

    Notation l = Notation.of(Draft.LOSS);
    Notation formula = loss.notation(prediction.notation(), y, of, by);
    draft.step(
        Phase.LOSS,
        Kind.LOSS,
        number(Draft.LOSS, l, Role.LOSS, value),
        new Equation(l.equal(formula), List.of("B3")),
        List.of(prediction.name(), Draft.TARGET),
        0);

    Notation one = l.by(l);
    draft.step(
        Phase.BACKWARD,
        Kind.SEED,
        number(Draft.derivativeName(Draft.LOSS), one, Role.DERIVATIVE, 1),
        new Equation(one.equal(Notation.of("1")), List.of("C4")),
        List.of(),
        0);

    String name = Draft.derivativeName(prediction.name());
    Notation dldf = l.by(prediction.notation());
    ConstantArray gradient = ConstantArray.of(pass.lossGradient(), pass.kernels());
    Value df =
        new Value(name, dldf, Role.DERIVATIVE, prediction.layer(), prediction.shape(), gradient);
    Notation meaning = loss.derivative(prediction.notation(), y, of, by);
    draft.edge(new GradientLocal(new Edge(Draft.LOSS, prediction.name(), dldf, meaning), df));
    draft.derivative(prediction.name(), Kind.LOSS_DERIVATIVE, List.of("B3", "B4"), gradient);
  }

  private static Value number(String name, Notation notation, Role role, double value) {
    return new Value(name, notation, role, -1, Shape.of(), new ConstantArray.Doubles(value));
  }

  private void update(ForwardNames names, TraceRule rule, Draft draft) {
    Params params = pass.network().params();
    rule.step().accept(pass.gradients());
    names
        .parameters()
        .forEach(
            (name, full) -> {
              Value before = draft.value(name);
              Value gradient = draft.values().get(Draft.derivativeName(name));
              if (gradient != null) { // else no layer asked for it
                ConstantArray after = ConstantArray.of(params.view(full), pass.kernels());
                updated(before, gradient, after, rule, draft);
              }
            });
  }

  private static void updated(
      Value before, Value gradient, ConstantArray numbers, TraceRule rule, Draft draft) {
    Notation after = before.notation().then("′", "'");
    Notation formula = rule.update().apply(before.notation(), gradient.notation());
    draft.step(
        Phase.UPDATE,
        Kind.UPDATE,
        new Value(
            before.name() + "'", after, Role.UPDATED, before.layer(), before.shape(), numbers),
        new Equation(after.equal(formula), List.of("C8")),
        List.of(before.name(), gradient.name()),
        before.size());
  }
}
