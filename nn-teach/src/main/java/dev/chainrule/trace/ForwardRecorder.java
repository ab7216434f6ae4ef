package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.PassObserver;
import dev.chainrule.tensor.Shapes;
import dev.chainrule.trace.Link.Group;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sees a forward pass as a chain of links. A layer made of others is taken apart where these form a
 * chain, each reading what the one before computed; where they do not, it is one link.
 */
final class ForwardRecorder implements PassObserver {
  /** A layer that was entered and not yet left. */
  private static final class Open {
    final long[] random;
    final List<Link> links = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();
    INDArray last; // what the chain within has come to
    boolean isChain = true;

    Open(INDArray x, long[] random) {
      this.last = x;
      this.random = random;
    }

    /** Notes that y was computed from x. */
    void reach(INDArray x, INDArray y) {
      isChain &= last == x;
      last = y;
    }

    /** Whether what was told of is all that there is to y: nothing was done to it afterwards. */
    boolean endsAt(INDArray y, Kernels kernels) {
      Link end =
          links.isEmpty() ? groups.get(groups.size() - 1).end() : links.get(links.size() - 1);
      return isChain && last == y && end.y().isSame(ConstantArray.of(y, kernels));
    }
  }

  private record Evaluation(Var x, Map<String, Var> parameters, Var y) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Evaluation> evaluations = new HashMap<>();
  private List<Group> groups = List.of();

  /** The layers in order, once the pass is through. */
  List<Group> groups() {
    return groups;
  }

  @Override
  public void entered(Frame frame, Layer layer, INDArray x) {
    open.push(new Open(x, frame.random().state()));
  }

  @Override
  public void affine(Frame frame, INDArray x, String weight, @Nullable String bias, INDArray z) {
    ConstantArray numbers = ConstantArray.of(z, frame.kernels());
    top().reach(x, z);
    top().links.add(new Link.Affine(frame.path(), weight, bias, numbers, Shapes.of(z)));
  }

  @Override
  public void computed(Frame frame, Layer part, INDArray x, INDArray y) {
    Link link = link(frame, part, x, y, top());
    top().reach(x, y);
    top().links.add(link);
  }

  @Override
  public void evaluated(Frame frame, Var x, Map<String, Var> parameters, Var y) {
    evaluations.put(frame.path(), new Evaluation(x, parameters, y));
  }

  @Override
  public void left(Frame frame, Layer layer, INDArray x, INDArray y) {
    Open left = open.pop();
    List<Group> made;
    if (!left.links.isEmpty() && left.endsAt(y, frame.kernels())) {
      made = List.of(new Group(frame.path(), layer, left.links));
    } else if (left.links.isEmpty() && !left.groups.isEmpty() && left.endsAt(y, frame.kernels())) {
      made = left.groups;
    } else {
      made = List.of(new Group(frame.path(), layer, List.of(link(frame, layer, x, y, left))));
    }
    Open parent = open.peek();
    if (parent == null) {
      groups = made;
    } else {
      parent.reach(x, y);
      parent.groups.addAll(made);
    }
  }

  private Open top() {
    return java.util.Objects.requireNonNull(open.peek());
  }

  private Link link(Frame frame, Layer layer, INDArray x, INDArray y, Open within) {
    Kernels kernels = frame.kernels();
    ConstantArray numbers = ConstantArray.of(y, kernels);
    Evaluation evaluation = evaluations.remove(frame.path());
    if (evaluation != null && isFormula(evaluation, numbers)) {
      List<Var> operations = operations(evaluation);
      if (!operations.isEmpty()) {
        return new Link.Formula(
            frame.path(),
            layer,
            evaluation.x,
            evaluation.parameters,
            operations,
            numbers,
            Shapes.of(y));
      }
    }
    boolean isRandom = !Arrays.equals(within.random, frame.random().state());
    boolean isIdentity = x == y;
    ConstantArray diagonal =
        layer.worksElementwise() && !isIdentity ? diagonal(frame, layer, x) : null;
    return new Link.Whole(
        frame.path(), layer, isRandom, isIdentity, diagonal, numbers, Shapes.of(y));
  }

  /** Forward mode with dx = 1 everywhere; null where a layer that drew random numbers has none. */
  private static @Nullable ConstantArray diagonal(Frame frame, Layer layer, INDArray x) {
    long[] random = frame.random().state();
    INDArray ones = frame.bufferLike("trace.ones", x);
    frame.kernels().fill(1, ones);
    try {
      return ConstantArray.of(layer.pushforward(x, ones, frame), frame.kernels());
    } catch (IllegalStateException e) {
      return null;
    } finally {
      frame.random().rewind(random);
    }
  }

  /** Whether the layer's output is what its formula gave, and not something made of that. */
  private static boolean isFormula(Evaluation evaluation, ConstantArray y) {
    return y.isSame(y.likewise(evaluation.y.toArray()));
  }

  /** What depends on x or a parameter, in order; none if y is one of these itself. */
  private static List<Var> operations(Evaluation of) {
    Set<Var> moving = new HashSet<>(of.parameters.values());
    moving.add(of.x);
    List<Var> operations = new ArrayList<>();
    for (Var var : of.y.ancestors()) {
      if (!moving.contains(var) && var.inputs().stream().anyMatch(moving::contains)) {
        moving.add(var);
        operations.add(var);
      }
    }
    return operations;
  }
}
