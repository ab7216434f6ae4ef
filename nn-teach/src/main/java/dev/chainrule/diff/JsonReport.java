package dev.chainrule.diff;

import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All numbers as maps and lists, for JSON; arrays nested as their shapes say, what is not finite
 * null.
 */
public final class JsonReport {
  private static final NumberStyle SHOWN = new NumberStyle(6); // in sentences and equations

  private final Derived derived;
  private final ComputationGraph walk;
  private final LatexText latex;

  private JsonReport(Derived derived) {
    this.derived = derived;
    this.walk = derived.walk();
    this.latex = new LatexText(walk, SHOWN);
  }

  /** The fields of one object. */
  public static Map<String, @Nullable Object> of(Derived derived) {
    return new JsonReport(derived).fields();
  }

  private Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("formula", walk.formula().toString());
    fields.put("latex", walk.formula().toLatex());
    fields.put("result", walk.name());
    fields.put("value", array(walk.value()));
    fields.put("variables", walk.inputs().stream().map(this::node).toList());
    fields.put("steps", walk.steps().stream().map(this::node).toList());
    fields.put("remarks", Remarks.of(walk, SHOWN));
    fields.put("sweeps", derived.sweeps().stream().map(this::sweep).toList());
    fields.put("multiplications", cost(derived.cost()));
    fields.put("inputs", walk.whole().labels());
    fields.put("outputs", walk.whole().resultLabels());
    fields.put("jacobian", derived.jacobian().map(this::array).orElse(null));
    fields.put("gradient", gradient());
    derived.hessian().ifPresent(all -> fields.put("hessian", array(hessian(all))));
    derived.orders().ifPresent(all -> fields.put("derivatives", arrays(all)));
    derived.taylor().ifPresent(all -> fields.put("taylor", taylor(all)));
    derived.check().ifPresent(all -> fields.put("check", check(all, derived.higher())));
    return fields;
  }

  private Map<String, @Nullable Object> node(Node node) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", node.name());
    node.formula().ifPresent(formula -> fields.put("formula", formula.toString()));
    fields.put("latex", unaligned(latex.node(node)));
    fields.put("shape", node.value().shape().toArray());
    fields.put("value", array(node.value()));
    if (node.formula().isPresent()) {
      fields.put("local_derivatives", node.locals().stream().map(this::local).toList());
    }
    return fields;
  }

  private Map<String, @Nullable Object> local(GraphEdge local) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("by", local.by());
    fields.put("form", form(local));
    fields.put("formula", local.symbol().map(Formula::toString).orElse(null));
    fields.put("latex", unaligned(latex.local(local)));
    fields.put("value", local.values().map(this::array).orElse(null));
    return fields;
  }

  /** Without the mark at which lines of a document are aligned; matrices have more of them. */
  private static String unaligned(String line) {
    return line.replaceFirst(" & ?", " ");
  }

  private static String form(GraphEdge local) {
    return local.form().name().toLowerCase(Locale.ROOT);
  }

  private Map<String, @Nullable Object> sweep(Sweep sweep) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("mode", sweep.mode().name().toLowerCase(Locale.ROOT));
    fields.put("seed", sweep.seed());
    SweepText texts = new SweepText(walk, SHOWN, sweep);
    List<Object> lines = new ArrayList<>();
    for (Sweep.Line line : sweep.lines()) {
      Map<String, @Nullable Object> fieldsOfLine = new LinkedHashMap<>();
      fieldsOfLine.put("variable", line.name());
      fieldsOfLine.put("text", texts.text(line));
      fieldsOfLine.put("latex", unaligned(latex.line(sweep, line)));
      List<Object> terms = new ArrayList<>();
      for (Sweep.Term term : line.terms()) {
        Map<String, @Nullable Object> product = new LinkedHashMap<>();
        product.put("local_derivative", term.local().toString());
        product.put("of", term.local().of());
        product.put("by", term.local().by());
        product.put("form", form(term.local()));
        product.put("local", term.local().values().map(this::array).orElse(null));
        product.put("arriving", array(term.arriving()));
        product.put("product", array(term.product()));
        terms.add(product);
      }
      fieldsOfLine.put("terms", terms);
      Shape shape = line.value().map(Var::shape).orElse(Shape.of());
      fieldsOfLine.put("value", array(line.value().orElse(Var.zeros(shape))));
      lines.add(fieldsOfLine);
    }
    fields.put("lines", lines);
    return fields;
  }

  private static Map<String, @Nullable Object> cost(Cost cost) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("forward", number(cost.forward()));
    fields.put("reverse", number(cost.reverse()));
    fields.put("forward_sweeps", cost.inputs());
    fields.put("reverse_sweeps", cost.outputs());
    return fields;
  }

  private static @Nullable Object number(OptionalLong count) {
    return count.isPresent() ? count.getAsLong() : null;
  }

  /** By variable, of its shape; null if the value is no number. */
  private @Nullable Object gradient() {
    Optional<Var> jacobian = derived.jacobian();
    if (jacobian.isEmpty() || walk.value().shape().rank() > 0) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    double[] all = jacobian.get().toArray();
    int from = 0;
    for (Node input : walk.inputs()) {
      fields.put(input.name(), nested(all, input.value().shape(), 0, from));
      from += input.size();
    }
    return fields;
  }

  private Var hessian(Var all) {
    int n = walk.whole().size();
    return walk.value().shape().rank() == 0 ? all.reshape(n, n) : all;
  }

  private Map<String, @Nullable Object> taylor(Taylor taylor) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("order", taylor.order());
    if (taylor.terms().isPresent()) {
      List<Object> terms = new ArrayList<>();
      for (Taylor.Term term : taylor.terms().get()) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("coefficient", sayable(term.coefficient()));
        one.put("powers", term.powers());
        terms.add(one);
      }
      fields.put("terms", terms);
    }
    if (taylor.along().isPresent()) {
      Taylor.Along along = taylor.along().get();
      Var sum = along.terms().stream().reduce(Var::add).orElseThrow();
      fields.put("delta", array(along.delta()));
      fields.put("along_delta", arrays(along.terms()));
      fields.put("polynomial", array(sum));
      fields.put("exact", array(along.value()));
      fields.put("remainder", array(along.value().sub(sum)));
    }
    return fields;
  }

  private static Map<String, @Nullable Object> check(
      Quotients first, List<HigherQuotients> higher) {
    Map<String, @Nullable Object> fields = check(first);
    List<Object> all = new ArrayList<>();
    for (HigherQuotients one : higher) {
      Map<String, @Nullable Object> of = new LinkedHashMap<>();
      of.put("what", one.what());
      of.put("order", one.order());
      of.put("compared", one.quotients().looked());
      of.put("missing", one.missing());
      of.putAll(check(one.quotients()));
      of.put("agree", one.agree());
      all.add(of);
    }
    fields.put("higher", all);
    return fields;
  }

  private static Map<String, @Nullable Object> check(Quotients quotients) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("agree", quotients.agree());
    fields.put("kink", quotients.kink());
    fields.put("tolerance", sayable(quotients.tolerance()));
    for (DifferenceQuotient kind : DifferenceQuotient.values()) {
      Map<String, @Nullable Object> errors = new LinkedHashMap<>();
      errors.put("best_h", quotients.best(kind).map(DifferenceQuotient.Step::h).orElse(null));
      errors.put("best_error", quotients.best(kind).map(step -> step.error()).orElse(null));
      errors.put("h", quotients.errors().get(kind).stream().map(step -> step.h()).toList());
      List<@Nullable Object> each = new ArrayList<>();
      quotients.errors().get(kind).forEach(step -> each.add(sayable(step.error())));
      errors.put("error", each);
      fields.put(kind.name().toLowerCase(Locale.ROOT), errors);
    }
    return fields;
  }

  private List<@Nullable Object> arrays(List<Var> all) {
    List<@Nullable Object> arrays = new ArrayList<>();
    all.forEach(one -> arrays.add(array(one)));
    return arrays;
  }

  private @Nullable Object array(Var x) {
    return nested(x.toArray(), x.shape(), 0, 0);
  }

  private static @Nullable Object nested(double[] numbers, Shape shape, int axis, int from) {
    if (axis == shape.rank()) {
      return sayable(numbers[from]);
    }
    int stride = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      stride *= (int) shape.dim(i);
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < shape.dim(axis); i++) {
      list.add(nested(numbers, shape, axis + 1, from + i * stride));
    }
    return list;
  }

  private static @Nullable Object sayable(double x) {
    return Double.isFinite(x) ? x : null;
  }
}
