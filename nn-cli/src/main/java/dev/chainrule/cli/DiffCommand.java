package dev.chainrule.cli;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import dev.chainrule.diff.ComputationGraph;
import dev.chainrule.diff.Derived;
import dev.chainrule.diff.FunctionTable;
import dev.chainrule.diff.JsonReport;
import dev.chainrule.diff.NumberStyle;
import dev.chainrule.diff.TextReport;
import dev.chainrule.formula.Bindings;
import dev.chainrule.formula.Formula;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code nn diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    preprocessor = DiffCommand.Signs.class,
    description = {
      "Differentiates a formula step by step: takes it apart into intermediate variables a, b, c …,"
          + " each one elementary operation with its local derivatives, and multiplies these by the"
          + " chain rule, forward and in reverse, a line for each variable.",
      "",
      "Formulas are written as on paper, x'A x or where(x > 0, log(x), 0): --functions lists what"
          + " there is, docs/guide/formulas.md describes it.",
      "",
      "Counted are the multiplications of the chain rule: products of a number that arrives with a"
          + " number of a local derivative, neither of which is always 0, 1 or -1. (Relu, abs, max"
          + " and the like are taken for the straight lines that they are where they are.) Finding"
          + " values and local derivatives costs the same in both modes and is not counted."
    },
    sortOptions = false,
    footer = {
      "",
      "The exit code is 1 where --check does not find derivative and quotients to agree, but for"
          + " kinks.",
      "",
      "Examples:",
      "  nn diff \"sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))\" --at x=1",
      "  nn diff \"x*y^2 + log(sin(x))\" --at x=1,y=2 --hessian --svg graph.svg",
      "  nn diff \"norm(A@x - b)^2\" --at \"A=[[1,2],[3,4]] x=[1,1] b=[0,1]\"",
      "  nn diff \"sin(x)\" --at x=0 --taylor 5 --delta x=0.1 --order 5",
      "  nn diff \"x'A x + where(t > 0, log(t), 0)\" --at \"A=[[1,2],[3,4]] x=[1,1] t=2\"",
      "  nn diff \"exp(x)\" --at x=1 --check --plot errors.png",
      "  echo \"-x^2\" | nn diff - --at x=1           a formula with a sign in front, or a long one"
    })
final class DiffCommand implements Callable<Integer> {
  private static final int HIGHEST = 100;

  private static final Map<String, List<Mode>> MODES = new LinkedHashMap<>();

  static {
    MODES.put("forward", List.of(Mode.FORWARD));
    MODES.put("reverse", List.of(Mode.REVERSE));
    MODES.put("both", List.of(Mode.FORWARD, Mode.REVERSE));
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "FORMULA",
      hideParamSyntax = true,
      description =
          "What to differentiate: f(x) = x^2, or x^2 alone; - reads it from standard input.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "VALUES",
      description = "The point: x=1, or \"x=1, y=[2, 3], A=[[1, 2], [3, 4]]\"; more than once.")
  private List<String> at = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "both",
      description = "Which sweeps to show: forward, reverse, both. Default: ${DEFAULT-VALUE}.")
  private String mode = "both";

  @Option(names = "--hessian", description = "Show all second derivatives.")
  private boolean hessian;

  @Option(
      names = "--taylor",
      paramLabel = "N",
      description = "Show the Taylor polynomial of order N about the point.")
  private @Nullable Integer taylor;

  @Option(
      names = "--delta",
      paramLabel = "VALUES",
      description = "How far from the point to evaluate that polynomial: x=0.1.")
  private List<String> delta = new ArrayList<>();

  @Option(
      names = "--order",
      paramLabel = "N",
      description = "Show the derivatives of orders 0 to N of a function of one number.")
  private @Nullable Integer order;

  @Option(
      names = "--check",
      description = {
        "Compare with difference quotients, for h from 1 down to 1e-16: the first derivatives, and"
            + " those that --hessian, --taylor and --order ask for, up to order 8."
      })
  private boolean check;

  @Option(
      names = "--functions",
      description = "Show all operators and functions of formulas, with examples, and exit.")
  private boolean functions;

  @Mixin private DiffFiles files;

  @Option(names = "--json", description = "Write one JSON object to standard output instead.")
  private boolean json;

  @Option(
      names = "--digits",
      paramLabel = "N",
      defaultValue = "6",
      description = "Significant digits to show, 1 to 17. Default: ${DEFAULT-VALUE}.")
  private int digits;

  @Spec private CommandSpec spec;

  /** A formula may begin with a minus sign, as options do. */
  @Spec
  void allowSigns(CommandSpec command) {
    command.parser().unmatchedOptionsArePositionalParams(true);
  }

  /** So that -v^2 is not -v; picocli takes nothing for an option that begins with a space. */
  static final class Signs implements IParameterPreprocessor {
    @Override
    @SuppressWarnings({"JdkObsolete", "NonApiType"}) // picocli's signature
    public boolean preprocess(
        Stack<String> left, CommandSpec command, ArgSpec none, Map<String, Object> info) {
      left.replaceAll(word -> word.matches("(?s)-[a-zA-Z].+") ? " " + word : word);
      return false; // go on with these
    }
  }

  @Override
  public Integer call() throws IOException {
    if (functions) {
      return showFunctions();
    }
    NumberStyle numbers = checkFlags();
    String text = words.get(0).equals(DiffFiles.STANDARD) ? standardInput() : words.get(0).strip();
    Bindings point = Bindings.parse(at.toArray(String[]::new));
    Formula formula = Formula.parse(text, point.names());
    ComputationGraph walk = ComputationGraph.of(formula, point);
    Derived derived = Derived.of(walk, wanted(walk));
    String unused = String.join(", ", point.unused(formula));
    if (!unused.isEmpty()) {
      System.err.println("nn: the formula does not use " + unused + ".");
    }
    String alone = alone(derived, numbers);
    System.out.print(alone.isEmpty() ? TextReport.of(derived, numbers) : alone);
    List<String> written = files.write(derived, numbers);
    if (alone.isEmpty() && !written.isEmpty()) {
      System.out.print("\nWritten: " + String.join(", ", written) + "\n");
    }
    boolean wrong = !derived.passesCheck();
    if (wrong) {
      System.out.flush();
      System.err.println(
          derived.check().filter(check -> !check.isComparable()).isPresent()
              ? "nn: derivative and difference quotients cannot be compared here."
              : "nn: derivative and difference quotients differ.");
    }
    return wrong ? 1 : 0;
  }

  private int showFunctions() {
    if (spec.commandLine().getParseResult().matchedArgs().size() > 1) {
      throw new ParameterException(spec.commandLine(), "--functions stands alone");
    }
    System.out.print(FunctionTable.text());
    return 0;
  }

  private NumberStyle checkFlags() {
    if (words.isEmpty()) {
      throw new MissingParameterException(
          spec.commandLine(),
          spec.positionalParameters().get(0),
          "Missing required parameter: 'FORMULA'");
    }
    List<String> unknown = words.stream().filter(word -> word.startsWith("--")).toList();
    if (!unknown.isEmpty()) {
      throw new UnmatchedArgumentException(spec.commandLine(), unknown);
    }
    try {
      if (words.size() > 1) {
        throw new IllegalArgumentException(
            "one formula at a time, in quotation marks: \""
                + String.join(" ", words).strip()
                + "\"");
      }
      Flags.atLeast("--order", 0, order == null ? 0 : order);
      Flags.atLeast("--taylor", 0, taylor == null ? 0 : taylor);
      if (Math.max(order == null ? 0 : order, taylor == null ? 0 : taylor) > HIGHEST) {
        throw new IllegalArgumentException("orders are " + HIGHEST + " at most");
      }
      if (!delta.isEmpty() && taylor == null) {
        throw new IllegalArgumentException("--delta is where --taylor N is evaluated: add that");
      }
      if (!MODES.containsKey(mode)) {
        throw new IllegalArgumentException(
            "--mode is " + String.join(", ", MODES.keySet()) + "; got " + mode);
      }
      files.checkNames();
      if (files.countOfStandardOutput() + (json ? 1 : 0) > 1) {
        throw new IllegalArgumentException("one thing at a time goes to standard output");
      }
      new Effects(spec)
          .check("--digits", !json || files.hasFiles(), "--json has all digits of every number");
      return Flags.of("--digits", () -> new NumberStyle(digits));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static String standardInput() throws IOException {
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private Derived.Wanted wanted(ComputationGraph walk) {
    Optional<Var> moved =
        delta.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Flags.of(
                    "--delta",
                    () -> walk.whole().vector(Bindings.parse(delta.toArray(String[]::new)))));
    return new Derived.Wanted(
        MODES.getOrDefault(mode, List.of()),
        hessian,
        Optional.ofNullable(taylor),
        moved,
        Optional.ofNullable(order),
        check || files.hasPlot());
  }

  /** What takes the place of the text on standard output, or nothing. */
  private String alone(Derived derived, NumberStyle numbers) {
    if (json) {
      JsonObject object = new JsonObject();
      JsonReport.of(derived).forEach(object::put);
      return object + "\n";
    }
    return files.standardOutput(derived, numbers);
  }
}
