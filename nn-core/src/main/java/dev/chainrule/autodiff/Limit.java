package dev.chainrule.autodiff;

import dev.chainrule.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The k-th derivative of y along k directions, Dᵏy(x) v₁ … v_k, as a limit: by the {@link Approach
 * coefficients} of tᵏ along their sums, Σ_S (−1)^(k−|S|) c_k(Σ_{i∈S} v_i).
 *
 * <p>Its own derivative is that of order k + 1, so that limits may be differentiated as anything
 * else. It is linear in each direction; where the coefficients are not, there is no derivative.
 */
final class Limit extends Op {
  private static final double TOLERANCE = 1e-7;

  private final Var y;
  private final List<Var> held;
  private final List<Map<Var, Var>> directions;
  private final Var[] sources; // what y may be differentiated by; in front of the inputs

  private Limit(Var y, List<Var> held, List<Map<Var, Var>> directions, Var[] sources) {
    super("limit");
    this.y = y;
    this.held = held;
    this.directions = directions;
    this.sources = sources;
  }

  /** Dy(x) v. */
  static Var of(Var y, List<Var> held, Map<Var, Var> direction) {
    Set<Var> moving = new LinkedHashSet<>(direction.keySet());
    Set<Var> sources = new LinkedHashSet<>(moving);
    sources.addAll(held);
    Graph graph = Graph.between(moving, y);
    for (int i = 0; i < graph.size(); i++) {
      Var[] inputs = graph.node(i).inputArray();
      for (int j = 0; j < inputs.length && !sources.contains(graph.node(i)); j++) {
        if (graph.inputOf(i, j) == Graph.CONSTANT) {
          sources.add(inputs[j]);
        }
      }
    }
    return of(y, held, List.of(direction), sources.toArray(Var[]::new));
  }

  private static Var of(Var y, List<Var> held, List<Map<Var, Var>> directions, Var[] sources) {
    List<Var> inputs = new ArrayList<>(List.of(sources));
    directions.forEach(direction -> inputs.addAll(direction.values()));
    return new Limit(y, held, directions, sources).apply(inputs.toArray(Var[]::new));
  }

  @Override
  boolean mayBreak() {
    return false;
  }

  @Override
  Tensor value(Tensor[] x) {
    int k = directions.size();
    List<Map<Var, Tensor>> v = new ArrayList<>();
    for (Map<Var, Var> direction : directions) {
      Map<Var, Tensor> numbers = new LinkedHashMap<>();
      direction.forEach((source, dx) -> numbers.put(source, dx.tensor()));
      v.add(numbers);
    }
    v.add(anyDirection());
    Approach approach = new Approach(y, still());
    Tensor value = y.tensor().zeros();
    Tensor difference = y.tensor().zeros(); // of order k + 1: 0 for what has degree k
    double largest = 0;
    for (int subset = 1; subset < 1 << (k + 1); subset++) {
      Tensor c = approach.coefficient(sum(v, subset), k);
      boolean odd = Integer.bitCount(subset) % 2 == 1;
      difference = difference.plus(c.times(odd ? 1 : -1));
      if (subset < 1 << k) {
        value = value.plus(c.times(odd == (k % 2 == 1) ? 1 : -1));
      }
      for (double number : c.numbers()) {
        largest = Double.isNaN(number) ? largest : Math.max(largest, Math.abs(number));
      }
    }
    double most = TOLERANCE * largest;
    return value.zip(difference, (a, d) -> Math.abs(d) > most ? Double.NaN : a);
  }

  private List<Var> still() {
    List<Var> still = new ArrayList<>(held);
    Set<Var> moving = new LinkedHashSet<>();
    directions.forEach(direction -> moving.addAll(direction.keySet()));
    still.removeAll(moving);
    return still;
  }

  private Map<Var, Tensor> anyDirection() {
    RandomStream random = RandomStream.of(2);
    Map<Var, Tensor> any = new LinkedHashMap<>();
    for (Map<Var, Var> direction : directions) {
      direction.keySet().forEach(x -> any.put(x, Approach.normal(x.tensor(), random)));
    }
    return any;
  }

  private static Map<Var, Tensor> sum(List<Map<Var, Tensor>> v, int subset) {
    Map<Var, Tensor> sum = new LinkedHashMap<>();
    for (int i = 0; i < v.size(); i++) {
      if ((subset >> i & 1) == 1) {
        v.get(i).forEach((x, dx) -> sum.merge(x, dx, Tensor::plus));
      }
    }
    return sum;
  }

  /** Adjoints by their definition: an entry is ⟨dy, what moving that number does⟩. */
  @Override
  @Nullable Var pullback(int i, Var dy, Var limit, Var[] x) {
    List<Var> entries = new ArrayList<>();
    for (int at = 0; at < x[i].tensor().size(); at++) {
      double[] unit = new double[x[i].tensor().size()];
      unit[at] = 1;
      @Nullable Var[] dx = new Var[x.length];
      dx[i] = Var.leaf(Tensor.of(x[i].shape(), x[i].tensor().isFloat(), unit));
      Var moved = pushforward(dx, limit, x);
      entries.add(moved == null ? Var.scalar(0) : moved.dot(dy));
    }
    return Var.stack(entries).reshape(x[i].shape());
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var limit, Var[] x) {
    Map<Var, Var> moved = new LinkedHashMap<>();
    for (int i = 0; i < sources.length; i++) {
      Var tangent = dx[i];
      if (tangent != null) {
        moved.put(sources[i], tangent);
      }
    }
    List<Map<Var, Var>> more = new ArrayList<>(directions);
    more.add(moved);
    Var sum = moved.isEmpty() ? null : of(y, held, more, sources);
    int at = sources.length;
    for (int i = 0; i < directions.size(); i++) {
      Map<Var, Var> turned = new HashMap<>();
      for (Var source : directions.get(i).keySet()) {
        Var tangent = dx[at++];
        if (tangent != null) {
          turned.put(source, tangent);
        }
      }
      if (!turned.isEmpty()) {
        List<Map<Var, Var>> others = new ArrayList<>(directions);
        others.set(i, turned);
        sum = Var.plus(sum, of(y, held, others, sources));
      }
    }
    return sum;
  }

  /** To first order, by the derivative; what is of second order is unknown. */
  @Override
  OneSided approach(OneSided[] x) {
    Var[] leaves = new Var[x.length];
    int first = x[0].window().high();
    for (int i = 0; i < x.length; i++) {
      leaves[i] = Var.leaf(x[i].value());
      for (int k = 1; k < first; k++) {
        first = x[i].get(k) == null ? first : k;
      }
    }
    Var limit = apply(leaves);
    OneSided y = OneSided.constant(x[0].window(), limit.tensor());
    for (int k = first; k < Math.min(2 * first, x[0].window().high()); k++) {
      @Nullable Var[] dx = new Var[x.length];
      for (int i = 0; i < x.length; i++) {
        Tensor c = x[i].get(k);
        dx[i] = c == null ? null : Var.leaf(c);
      }
      Var moved = pushforward(dx, limit, leaves);
      y = moved == null ? y : y.plus(moved.tensor(), k);
    }
    Tensor unknown = limit.tensor().map(v -> Double.NaN);
    for (int k = 2 * first; k <= x[0].window().high(); k++) {
      y = y.plus(unknown, k);
    }
    return y;
  }
}
