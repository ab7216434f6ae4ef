package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Theta;
import dev.chainrule.notation.Notation;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import dev.chainrule.trace.Link.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gives the links of a forward pass the names of the lecture, f_i = σ(A_{i−1} f_{i−1} + b_{i−1}),
 * and writes its steps and edges into a draft.
 */
final class ForwardNames {
  private final Draft draft;
  private final Params params;
  private final Kernels kernels;
  private final Mode mode;
  private final List<Placed> chain = new ArrayList<>();
  private final List<TracedLayer> layers = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, OperationNames> formulas = new HashMap<>();

  private ForwardNames(Pass pass, Draft draft) {
    this.draft = draft;
    this.params = pass.network().params();
    this.kernels = pass.kernels();
    this.mode = pass.mode();
  }

  /** Names all, in order. */
  static ForwardNames of(Pass pass, INDArray x, List<Group> groups, Draft draft) {
    ForwardNames names = new ForwardNames(pass, draft);
    ConstantArray input = ConstantArray.given(x, pass.kernels());
    draft.given("f0", Notation.of("f", 0), Role.INPUT, -1, Shapes.of(x), input);
    String from = "f0";
    for (int i = 0; i < groups.size(); i++) {
      from = names.layer(i, groups.get(i), from, i == groups.size() - 1);
    }
    return names;
  }

  /** Every link with its names, the one that reads the input first. */
  List<Placed> chain() {
    return chain;
  }

  List<TracedLayer> layers() {
    return layers;
  }

  /** What the network calls a parameter, by the name of its value. */
  Map<String, String> parameters() {
    return parameters;
  }

  /** The names within a formula, by its path. */
  Map<String, OperationNames> formulas() {
    return formulas;
  }

  /** The name of the prediction. */
  String output() {
    return chain.get(chain.size() - 1).output();
  }

  private String layer(int i, Group group, String from, boolean isLast) {
    Shape input = draft.value(from).shape().row();
    List<String> own = new ArrayList<>();
    List<String> within = new ArrayList<>();
    String at = from;
    for (int l = 0; l < group.links().size(); l++) {
      Link link = group.links().get(l);
      boolean ends = l == group.links().size() - 1;
      String output = ends ? "f" + (i + 1) : draft.unused("z" + (i + 1));
      Notation notation = Notation.of(ends ? "f" : "z", i + 1);
      Map<String, String> names = parametersOf(link, i);
      own.addAll(names.values());
      Placed placed = new Placed(link, i, at, output, names);
      Role role = ends && isLast ? Role.OUTPUT : Role.HIDDEN;
      Value y = new Value(output, notation, role, i, link.shape(), link.y());
      List<String> lectures = new ArrayList<>(ends && isLast ? List.of("B1") : List.of());
      if (group.isAffine()) {
        lectures.add("B2");
      }
      add(placed, y, lectures);
      chain.add(placed);
      if (!ends) {
        within.add(output);
      }
      at = output;
    }
    String title = group.layer().describe(input);
    layers.add(new TracedLayer(i, group.path(), title, own, from, within, at));
    return at;
  }

  private void add(Placed placed, Value y, List<String> lectures) {
    if (placed.link() instanceof Link.Affine affine) {
      affine(placed, affine, y, lectures);
    } else if (placed.link() instanceof Link.Whole whole) {
      whole(placed, whole, y, lectures);
    } else if (placed.link() instanceof Link.Formula formula) {
      formulas.put(formula.path(), OperationNames.write(placed, formula, y, lectures, draft));
    }
  }

  // ---- parameters

  /** Enters the values of a link's parameters, called A and b where it is affine. */
  private Map<String, String> parametersOf(Link link, int layer) {
    Map<String, String> names = new LinkedHashMap<>();
    if (link instanceof Link.Affine affine) {
      names.put(affine.weight(), parameter(link.path(), affine.weight(), "A", layer));
      if (affine.bias() != null) {
        names.put(affine.bias(), parameter(link.path(), affine.bias(), "b", layer));
      }
      return names;
    }
    String prefix = link.path().isEmpty() ? "" : link.path() + ".";
    for (String full : params.layout().names()) {
      if (full.startsWith(prefix)) {
        String local = full.substring(prefix.length());
        names.put(local, parameter(link.path(), local, local, layer));
      }
    }
    return names;
  }

  private String parameter(String path, String local, String symbol, int layer) {
    String full = path.isEmpty() ? local : path + "." + local;
    String name = draft.unused(symbol + layer);
    INDArray view = params.view(full);
    ConstantArray numbers = ConstantArray.of(view, kernels);
    draft.given(name, Notation.of(symbol, layer), Role.PARAMETER, layer, Shapes.of(view), numbers);
    parameters.put(name, full);
    return name;
  }

  // ---- links

  private void affine(Placed placed, Link.Affine link, Value z, List<String> lectures) {
    Value x = draft.value(placed.input());
    Value weight = draft.value(placed.parameters().get(link.weight()));
    Notation product = weight.notation().then(" ", "\\, ").then(x.notation());
    List<String> reads = new ArrayList<>(List.of(weight.name(), x.name()));
    Notation equation = z.notation().equal(product);
    long out = weight.shape().dim(0);
    draft.edge(
        new KroneckerLocal(
            edge(
                z,
                weight,
                new Notation("I", "I")
                    .then(" ⊗ ", " \\otimes ")
                    .then(x.notation())
                    .then("ᵀ", "^\\top")),
            x,
            out));
    if (link.bias() != null) {
      Value bias = draft.value(placed.parameters().get(link.bias()));
      equation = equation.plus(bias.notation());
      reads.add(bias.name());
      draft.edge(new IdentityLocal(edge(z, bias, Notation.of("I")), out));
    }
    draft.edge(new MatrixLocal(edge(z, x, weight.notation()), weight));
    long products = x.shape().dim(0) * weight.shape().size();
    draft.step(Phase.FORWARD, Kind.AFFINE, z, new Equation(equation, lectures), reads, products);
  }

  private void whole(Placed placed, Link.Whole link, Value y, List<String> lectures) {
    Value x = draft.value(placed.input());
    List<String> reads = new ArrayList<>(List.of(x.name()));
    Notation arguments = x.notation();
    for (String name : placed.parameters().values()) {
      reads.add(name);
      arguments = arguments.then("; ", "; ").then(draft.value(name).notation());
    }
    Notation equation = y.notation().equal(link.layer().symbol().of(arguments));
    draft.step(Phase.FORWARD, Kind.LAYER, y, new Equation(equation, lectures), reads, 0);
    Edge edge = edge(y, x, link.layer().derivative(x.notation(), y.notation()));
    int samples = Math.toIntExact(x.shape().dim(0));
    long rows = y.shape().row().size();
    long columns = x.shape().row().size();
    if (link.isIdentity()) {
      draft.edge(new IdentityLocal(edge(y, x, Notation.of("I")), rows));
    } else if (link.diagonal() != null) {
      draft.edge(new DiagonalLocal(edge, samples, rows, link.diagonal()));
    } else {
      draft.edge(
          new LayerLocal(edge, samples, rows, columns, sample -> ofInput(placed, link, sample)));
    }
    placed
        .parameters()
        .forEach(
            (local, name) -> {
              Value by = draft.value(name);
              Edge ofParameter = edge(y, by, y.notation().by(by.notation()));
              draft.edge(
                  new LayerLocal(
                      ofParameter,
                      samples,
                      rows,
                      by.shape().size(),
                      sample -> ofParameter(placed, link, local, sample)));
            });
  }

  private static Edge edge(Value of, Value by, Notation meaning) {
    return new Edge(of.name(), by.name(), of.notation().by(by.notation()), meaning);
  }

  // ---- a layer as a function of one of its inputs, from its formula

  private LayerLocal.Function ofInput(Placed placed, Link.Whole link, int sample) {
    Layer layer = repeatable(link);
    Theta theta = theta(placed, Map.of());
    return new LayerLocal.Function(x -> layer.define(x, theta), row(placed.input(), sample));
  }

  private LayerLocal.Function ofParameter(
      Placed placed, Link.Whole link, String local, int sample) {
    Layer layer = repeatable(link);
    Var x = row(placed.input(), sample);
    Value parameter = draft.value(java.util.Objects.requireNonNull(placed.parameters().get(local)));
    return new LayerLocal.Function(
        p -> layer.define(x, theta(placed, Map.of(local, p))),
        Var.of(parameter.shape(), parameter.toArray()));
  }

  private static Layer repeatable(Link.Whole link) {
    if (link.isRandom()) {
      throw new IllegalStateException(
          link.layer()
              + " drew random numbers and would draw others now: its Jacobian cannot be expanded");
    }
    return link.layer();
  }

  private Theta theta(Placed placed, Map<String, Var> some) {
    return Theta.of(
        local -> {
          Var given = some.get(local);
          if (given != null) {
            return given;
          }
          Value value =
              draft.value(java.util.Objects.requireNonNull(placed.parameters().get(local)));
          return Var.of(value.shape(), value.toArray());
        },
        mode,
        RandomStream.of(0));
  }

  private Var row(String name, int sample) {
    Value x = draft.value(name);
    Shape row = x.shape().row();
    double[] numbers = new double[Math.toIntExact(row.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = x.flat(sample * (long) numbers.length + i);
    }
    return Var.of(row.batch(1), numbers);
  }
}
