package dev.chainrule.trace;

import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.PassObserver;
import dev.chainrule.notation.Notation;
import dev.chainrule.param.Params;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A sweep of forward mode: how everything moves with one number w, from the place where it comes in
 * up to the loss. For the gradient of all parameters it takes a sweep for each.
 *
 * @param seed what moves: {@code A1[0, 0]}
 * @param steps the tangents in order; what does not move with w is left out
 * @param derivative ∂L/∂w, at the end of the sweep
 * @param multiplications of all steps
 */
public record ForwardMode(
    Paths.Node seed, List<Tangent> steps, double derivative, long multiplications) {
  /** Copies the list. */
  public ForwardMode {
    steps = List.copyOf(steps);
  }

  /**
   * How one value moves.
   *
   * @param layer counted from 0; −1 for the loss
   * @param of the name of the value that moves
   * @param value ∂of/∂w, of its shape
   * @param equation {@code ∂f₁/∂w = ∂f₁/∂z₁ · ∂z₁/∂w}
   * @param reads the names of the tangents that it reads
   * @param multiplications how many it took
   */
  public record Tangent(
      int layer,
      String of,
      Value value,
      Equation equation,
      List<String> reads,
      long multiplications) {
    /** Copies the list. */
    public Tangent {
      reads = List.copyOf(reads);
    }
  }

  static ForwardMode of(Replay setup, Trace trace, List<Placed> chain, String name, long... index) {
    Value value = trace.value(name);
    String parameter = setup.parameters().get(name);
    if (parameter == null && !name.equals("f0")) {
      throw new IllegalArgumentException(
          "forward mode begins at a parameter or at the input f0; " + name + " is computed");
    }
    Paths.Node seed = new Paths.Node(name, java.util.Arrays.stream(index).boxed().toList());
    double[] unit = new double[value.size()];
    unit[Math.toIntExact(value.place(index))] = 1;

    Network network = setup.network(trace.values(), setup.type());
    Pass pass = setup.pass(network);
    Map<String, ConstantArray> tangents = new HashMap<>(); // by the name of what moves
    INDArray x = trace.value("f0").toINDArray(setup.type());
    INDArray dx = Nd4j.zeros(setup.type(), x.shape());
    Params dTheta = Params.zeros(setup.layout(), setup.type());
    if (parameter == null) {
      pass.kernels().write(unit, dx);
    } else {
      dTheta.set(parameter, unit);
    }
    pass.forward(x);
    pass.observe(watching(chain, tangents));
    pass.pushforward(dx, dTheta);
    return new Sweep(trace, seed, value).follow(chain, name, tangents);
  }

  private static PassObserver watching(List<Placed> chain, Map<String, ConstantArray> tangents) {
    Map<String, Placed> affine = Placed.affine(chain);
    Map<String, Placed> others = Placed.others(chain);
    return new PassObserver() {
      @Override
      public void affinePushedForward(Frame frame, INDArray dz) {
        note(affine.get(frame.path()), frame, dz);
      }

      @Override
      public void pushedForward(Frame frame, Layer layer, INDArray dy) {
        note(others.get(frame.path()), frame, dy);
      }

      private void note(
          @org.jspecify.annotations.Nullable Placed placed, Frame frame, INDArray dy) {
        if (placed != null) {
          tangents.put(placed.output(), ConstantArray.of(dy, frame.kernels()));
        }
      }
    };
  }

  /** Writes the steps. */
  private static final class Sweep {
    private final Trace trace;
    private final Paths.Node seed;
    private final Notation w;
    private final List<Tangent> steps = new ArrayList<>();
    private long multiplications;

    Sweep(Trace trace, Paths.Node seed, Value value) {
      this.trace = trace;
      this.seed = seed;
      String place = seed.index().toString();
      this.w = value.notation().then(place, place);
    }

    ForwardMode follow(List<Placed> chain, String start, Map<String, ConstantArray> tangents) {
      String moving = start.equals("f0") ? start : "";
      for (Placed placed : chain) {
        boolean begins = placed.parameters().containsValue(start);
        if (!begins && moving.isEmpty()) {
          continue;
        }
        ConstantArray tangent = tangents.get(placed.output());
        if (tangent == null) {
          throw new IllegalStateException(
              "layer "
                  + placed.link().path()
                  + " did not tell of its pushforward: a layer made of others calls theirs by"
                  + " frame.child(i).pushforward(layer, x, dx)");
        }
        String from = begins ? start : moving;
        boolean isFormula = placed.link() instanceof Link.Formula;
        boolean isUnit = begins || from.equals("f0"); // a column of the Jacobian is read off
        long products = isUnit && !isFormula ? 0 : Ledger.cost(trace, placed);
        add(placed.layer(), trace.value(placed.output()), trace.value(from), tangent, products);
        moving = placed.output();
      }
      Value upstream = trace.value(Draft.derivativeName(moving));
      Value last = steps.get(steps.size() - 1).value();
      double derivative = 0;
      for (int i = 0; i < last.size(); i++) {
        derivative += upstream.flat(i) * last.flat(i);
      }
      ConstantArray sum = new ConstantArray.Doubles(derivative);
      add(-1, trace.value(Draft.LOSS), trace.value(moving), sum, last.size());
      return new ForwardMode(seed, steps, derivative, multiplications);
    }

    private void add(int layer, Value of, Value from, ConstantArray tangent, long products) {
      Notation name = of.notation().by(w);
      Notation local = of.notation().by(from.notation());
      boolean begins = from.name().equals(seed.name());
      Notation chain = begins ? local : local.times(from.notation().by(w));
      Value value =
          new Value(
              "d" + of.name() + "/d" + seed, name, Role.DERIVATIVE, layer, of.shape(), tangent);
      List<String> reads = begins ? List.of() : List.of("d" + from.name() + "/d" + seed);
      Equation equation = new Equation(name.equal(chain), List.of("D2"));
      steps.add(new Tangent(layer, of.name(), value, equation, reads, products));
      multiplications += products;
    }
  }
}
