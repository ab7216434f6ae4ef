package dev.chainrule.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.random.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FormulaPropertyTest {
  private static final Place PLACE = new Place("", 0);
  private static final List<Operation> OPERATIONS =
      Arrays.stream(Operation.values())
          .filter(o -> o != Operation.VECTOR && o != Operation.ENTRY)
          .filter(o -> !o.isCondition() && o != Operation.WHERE && o != Operation.EYE)
          .toList();

  private static final List<Operation> CONDITIONS =
      Arrays.stream(Operation.values()).filter(Operation::isCondition).toList();

  @Property
  void whatIsPrintedIsRead(@ForAll long seed) {
    Formula formula = random(RandomStream.of(seed), 5);
    assertThat(Formula.parse(formula.toString())).isEqualTo(formula);
  }

  @Property
  void latexIsBalanced(@ForAll long seed) {
    Formula formula = random(RandomStream.of(seed), 5);
    String latex = formula.toLatex();
    assertThat(count(latex, "{")).isEqualTo(count(latex, "}"));
    assertThat(count(latex, "\\left")).isEqualTo(count(latex, "\\right"));
    assertThat(latex).doesNotContain("}^{2}^").doesNotContain("--");
  }

  /** A program has one step an operation, each after those that it needs. */
  @Property
  void stepsNeedOnlyWhatIsThere(@ForAll long seed) {
    Formula formula = random(RandomStream.of(seed), 5);
    Program program = Program.of(formula);
    Set<String> known = new HashSet<>(formula.variables().keySet());
    for (Assignment step : program.steps()) {
      assertThat(known).containsAll(step.formula().variables().keySet());
      assertThat(known.add(step.name())).isTrue();
    }
    assertThat(program.steps()).extracting(Assignment::formula).doesNotHaveDuplicates();
  }

  @Property
  void noTextCrashesTheReader(@ForAll String text) {
    parse(text);
  }

  @Property(tries = 5000)
  void norDoesSomethingLikeAFormula(@ForAll("noise") List<String> pieces) {
    parse(String.join("", pieces));
    try {
      Bindings.parse(String.join("", pieces));
    } catch (FormulaException e) {
      assertThat(e.sentence()).isNotBlank();
    }
  }

  /** In every way in which the command and the page use a formula. */
  @Property(tries = 3000)
  void norDoesItsEvaluation(@ForAll("noise") List<String> pieces) {
    Bindings at = Bindings.parse("x=[1, 2], y=0.5, e=[[1, 2], [3, 4]]");
    Map<String, Var> values = new HashMap<>();
    at.values().forEach((name, v) -> values.put(name, Var.of(v.shape(), v.toArray())));
    try {
      Formula formula = Formula.parse(String.join("", pieces), at.names());
      at.require(formula);
      Formula resolved = FormulaEvaluation.resolved(formula, values);
      double[] value = FormulaEvaluation.of(formula, values).toArray();
      assertThat(FormulaEvaluation.of(resolved, values).toArray()).isEqualTo(value);
      Formula again = Formula.parse(resolved.toString(), at.names());
      assertThat(FormulaEvaluation.of(again, values).toArray()).isEqualTo(value);
    } catch (FormulaException e) {
      for (String suggestion : e.suggestions()) {
        assertThat(Formula.parse(suggestion, at.names())).isNotNull();
      }
    }
  }

  private static void parse(String text) {
    try {
      Formula formula = Formula.parse(text);
      assertThat(Formula.parse(formula.toString())).isEqualTo(formula);
      assertThat(formula.toLatex()).isNotEmpty();
    } catch (FormulaException e) {
      assertThat(e.offset()).isBetween(0, Math.max(0, text.length() - (text.isBlank() ? 0 : 1)));
      assertThat(e.sentence()).isNotBlank().doesNotContain("\n");
      assertThat(e.getMessage().lines()).hasSize(3);
    }
  }

  @Provide
  Arbitrary<List<String>> noise() {
    return Arbitraries.of(
            ("x y e T 1 2 .5 ( ) [ ] [ ] , + - * / ^ @ ' | | ‖ √ π ² ⁻ = ; sin( dot( max( exp $ \t"
                    + " .* ./ .^ . < <= == ≠ and or not where( f(x)= σ( ∛ ⊙ ᵀ ^⊤ \u0000 \u202e xy"
                    + " ( ) + * 😀")
                .split(" "))
        .list()
        .ofMaxSize(14);
  }

  /** Any formula that brackets do not shape: those have rules of their own. */
  private static Formula random(RandomStream random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return leaf(random);
    }
    Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
    if (random.nextInt(12) == 0) {
      List<Formula> branches = List.of(random(random, depth - 1), random(random, depth - 1));
      return new Apply(
          Operation.WHERE,
          List.of(condition(random, depth - 1), branches.get(0), branches.get(1)),
          PLACE);
    }
    int fewest = operation.takes(1) ? 1 : operation.takes(2) ? 2 : 3;
    int count = operation.takes(fewest + 1) ? fewest + random.nextInt(2) : fewest;
    return new Apply(
        operation,
        operation.hasDot() && random.nextInt(3) == 0,
        IntStream.range(0, count).mapToObj(i -> random(random, depth - 1)).toList(),
        PLACE);
  }

  private static Formula condition(RandomStream random, int depth) {
    Operation operation = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
    boolean joins = Set.of(Operation.AND, Operation.OR, Operation.NOT).contains(operation);
    if (joins && depth <= 0) {
      return condition(random, depth);
    }
    int count = operation.takes(2) ? 2 : 1;
    return new Apply(
        operation,
        IntStream.range(0, count)
            .mapToObj(
                i -> joins ? condition(random, depth - 1) : random(random, Math.max(0, depth)))
            .toList(),
        PLACE);
  }

  private static Formula leaf(RandomStream random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Literal(random.nextInt(4), PLACE);
      case 1 -> new Literal(Math.pow(10, random.nextInt(600) - 300) / 3, PLACE);
      case 2 -> new Constant(List.of("e", "pi").get(random.nextInt(2)), PLACE);
      default -> new Variable(List.of("x", "y", "x1", "θ").get(random.nextInt(4)), PLACE);
    };
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
