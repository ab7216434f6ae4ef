package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What comes out in the end: gradient or Jacobian, and whatever more was asked for. */
final class ResultText {
  private final Derived derived;
  private final ComputationGraph walk;
  private final Whole whole;
  private final NumberStyle numbers;
  private final StringBuilder text;

  ResultText(Derived derived, NumberStyle numbers, StringBuilder text) {
    this.derived = derived;
    this.walk = derived.walk();
    this.whole = walk.whole();
    this.numbers = numbers;
    this.text = text;
  }

  void write() {
    jacobian();
    derived.hessian().ifPresent(this::hessian);
    derived.orders().ifPresent(this::orders);
    derived.taylor().ifPresent(this::taylor);
    derived.check().ifPresent(quotients -> text.append(QuotientsText.of(quotients)));
    text.append(derived.higher().isEmpty() ? "" : "\n");
    derived.higher().forEach(higher -> text.append(QuotientsText.of(higher)));
  }

  private void jacobian() {
    if (derived.jacobian().isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "\nThe Jacobian has %s×%s numbers and is not shown.\n",
              NumberStyle.count(whole.results()),
              NumberStyle.count(whole.size())));
      return;
    }
    Var all = derived.jacobian().get();
    String name = walk.name();
    if (walk.value().shape().rank() > 0) {
      text.append(String.format(Locale.ROOT, "\nJacobian, %d×%d:\n", whole.results(), whole.size()))
          .append(Columns.matrix(whole.resultLabels(), whole.labels(), all, numbers).text("  "));
    } else if (whole.size() == 1 && walk.inputs().get(0).value().shape().rank() == 0) {
      String at = whole.labels().get(0);
      text.append(
          String.format(Locale.ROOT, "\nd%s/d%s = %s\n", name, at, numbers.of(all.toArray()[0])));
    } else {
      text.append(String.format(Locale.ROOT, "\nGradient of %s:\n", name));
      Columns table = new Columns();
      int from = 0;
      for (Node input : walk.inputs()) {
        int to = from + input.size();
        Shape shape = input.value().shape();
        Var part = Var.of(shape, Arrays.copyOfRange(all.toArray(), from, to));
        table.row(DerivativeNames.partial(name, input.name()), "= " + numbers.of(part));
        from = to;
      }
      text.append(table.text("  "));
    }
  }

  private void hessian(Var all) {
    int n = whole.size();
    double[] x = all.toArray();
    matrices(n, x);
    missing(x);
  }

  /** Why there are NaNs, if there are. */
  private void missing(double... derivatives) {
    if (Double.isNaN(Arrays.stream(derivatives).sum())) {
      text.append(Remarks.missing(walk, numbers)).append('\n');
    }
  }

  private void matrices(int n, double... x) {
    for (int i = 0; i < whole.results(); i++) {
      Var one = Var.of(Shape.of(n, n), Arrays.copyOfRange(x, i * n * n, (i + 1) * n * n));
      text.append(
          String.format(
              Locale.ROOT,
              "\nHessian of %s, %d×%d%s:\n",
              whole.resultLabels().get(i),
              n,
              n,
              isSymmetric(one) ? ", symmetric" : ""));
      text.append(Columns.matrix(whole.labels(), whole.labels(), one, numbers).text("  "));
      if (i == 9 && whole.results() > 10) {
        text.append("… and so on for the other numbers of ").append(walk.name()).append(".\n");
        return;
      }
    }
  }

  /** To rounding. */
  static boolean isSymmetric(Var matrix) {
    double[] x = matrix.toArray();
    int n = (int) matrix.shape().dim(0);
    double largest = Arrays.stream(x).map(Math::abs).max().orElse(0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (!(Math.abs(x[i * n + j] - x[j * n + i]) <= 1e-12 * largest)) {
          return false;
        }
      }
    }
    return true;
  }

  private void orders(List<Var> derivatives) {
    text.append(
        String.format(
            Locale.ROOT, "\nDerivatives of %s by %s:\n", walk.name(), whole.labels().get(0)));
    Columns table = new Columns();
    List<Double> all = new ArrayList<>();
    for (int k = 0; k < derivatives.size(); k++) {
      table.row("order " + k, numbers.of(derivatives.get(k)));
    }
    text.append(table.text("  "));
    derivatives.forEach(
        derivative -> all.addAll(Arrays.stream(derivative.toArray()).boxed().toList()));
    missing(all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void taylor(Taylor taylor) {
    PolynomialText polynomial = new PolynomialText(walk, numbers);
    if (taylor.terms().isPresent()) {
      text.append(String.format(Locale.ROOT, "\nTaylor polynomial of order %d:\n", taylor.order()));
      text.append(polynomial.text(taylor.terms().get()));
      missing(taylor.terms().get().stream().mapToDouble(Taylor.Term::coefficient).toArray());
    }
    taylor.along().ifPresent(this::along);
  }

  private void along(Taylor.Along along) {
    List<String> moved = new ArrayList<>();
    double[] delta = along.delta().toArray();
    for (int i = 0; i < delta.length && moved.size() < 8; i++) {
      if (delta[i] != 0) {
        moved.add(whole.labels().get(i) + " by " + numbers.of(delta[i]));
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "\nMoved %s, where %s is %s:\n",
            moved.isEmpty() ? "nowhere" : String.join(", ", moved),
            walk.name(),
            numbers.of(along.value())));
    Columns table = new Columns().row("order", "term", "polynomial", "remainder");
    Optional<Var> sum = Optional.empty();
    for (int k = 0; k < along.terms().size(); k++) {
      Var term = along.terms().get(k);
      Var total = sum.map(before -> before.add(term).detach()).orElse(term);
      table.row("" + k, numbers.of(term), numbers.of(total), numbers.of(along.value().sub(total)));
      sum = Optional.of(total);
    }
    text.append(table.text("  "));
  }
}
