package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chainrule.kernel.CpuKernels;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.optim.Adam;
import dev.chainrule.optim.AdamW;
import dev.chainrule.optim.ClipByGlobalNorm;
import dev.chainrule.optim.L2;
import dev.chainrule.optim.Momentum;
import dev.chainrule.optim.Nesterov;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.optim.RmsProp;
import dev.chainrule.optim.Rule;
import dev.chainrule.optim.Scheduled;
import dev.chainrule.optim.Sgd;
import dev.chainrule.optim.Update;
import dev.chainrule.param.Initializer;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.schedule.ConstantRate;
import dev.chainrule.schedule.Cosine;
import dev.chainrule.schedule.Exponential;
import dev.chainrule.schedule.Schedule;
import dev.chainrule.schedule.Schedules;
import dev.chainrule.schedule.StepDecay;
import dev.chainrule.schedule.Warmup;
import dev.chainrule.tensor.Shape;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Optimizers and schedules: PyTorch's trajectories to 1e-9, and the laws. */
final class OptimizersTest {
  private static final double TOLERANCE = 1e-9;

  /** What the golden file calls our rules; its other cases have no member here yet. */
  private static final Map<String, Rule> OPTIMIZERS =
      Map.ofEntries(
          Map.entry("sgd lr=0.1", new Sgd(0.1)),
          Map.entry("sgd lr=0.1 momentum=0.9", Momentum.of(0.1)),
          Map.entry("nesterov lr=0.1 momentum=0.9", Nesterov.of(0.1)),
          Map.entry(
              "sgd lr=0.1 momentum=0.9 weight_decay(L2)=0.01",
              new L2(0.01, true).then(Momentum.of(0.1))),
          Map.entry("rmsprop lr=0.01 alpha=0.99 eps=1e-8", RmsProp.of(0.01)),
          Map.entry("adam lr=0.001 betas=0.9,0.999 eps=1e-8", Adam.of(0.001)),
          Map.entry("adam lr=0.05 betas=0.8,0.95 eps=1e-4", new Adam(0.05, 0.8, 0.95, 1e-4)),
          Map.entry("adam lr=0.001 weight_decay(L2)=0.1", new L2(0.1, true).then(Adam.of(0.001))),
          Map.entry("adamw lr=0.001 weight_decay=0.01", AdamW.of(0.001)),
          Map.entry("adamw lr=0.01 weight_decay=0.3", new AdamW(Adam.of(0.01), 0.3)));

  private static final Map<String, Schedule> SCHEDULES =
      Map.of(
          "step step_size=5 gamma=0.5", new StepDecay(30, 6, 0.5),
          "exponential gamma=0.9", new Exponential(0.9),
          "cosine T_max=30 eta_min=0.001", new Cosine(30, 0.01),
          "linear start=0.1 end=1 total=10", new Warmup(10, 0.1, new ConstantRate()));

  @TestFactory
  Stream<DynamicTest> trajectories() throws IOException {
    List<JsonNode> cases = cases("optimizers.json");
    assertThat(cases.stream().map(c -> c.get("optimizer").asText()))
        .containsAll(OPTIMIZERS.keySet());
    return cases.stream()
        .filter(c -> OPTIMIZERS.containsKey(c.get("optimizer").asText()))
        .map(c -> dynamicTest(c.get("optimizer").asText(), () -> checkTrajectory(c)));
  }

  private static void checkTrajectory(JsonNode c) {
    Rule rule = Objects.requireNonNull(OPTIMIZERS.get(c.get("optimizer").asText()));
    double[] p0 = vector(c.get("p0"));
    Params theta = params(p0, DataType.DOUBLE);
    Params gradients = params(p0, DataType.DOUBLE);
    Optimizer optimizer = Optimizer.of(rule, theta);
    for (int step = 0; step < c.get("gradients").size(); step++) {
      gradients.set("w", vector(c.get("gradients").get(step)));
      optimizer.step(gradients);
      assertThat(theta.get("w"))
          .as("after step %d", step + 1)
          .containsExactly(
              vector(c.get("parameters_after_each_step").get(step)), within(TOLERANCE));
    }
  }

  @TestFactory
  Stream<DynamicTest> schedules() throws IOException {
    List<JsonNode> cases = cases("schedules.json");
    assertThat(cases.stream().map(c -> c.get("schedule").asText())).containsAll(SCHEDULES.keySet());
    return cases.stream()
        .filter(c -> SCHEDULES.containsKey(c.get("schedule").asText()))
        .map(c -> dynamicTest(c.get("schedule").asText(), () -> checkSchedule(c)));
  }

  private static void checkSchedule(JsonNode c) {
    Schedule schedule = Objects.requireNonNull(SCHEDULES.get(c.get("schedule").asText()));
    double base = c.get("base_lr").asDouble();
    for (int step = 0; step < c.get("lr_at_step").size(); step++) {
      assertThat(base * schedule.factor(step))
          .as("rate at step %d", step)
          .isCloseTo(c.get("lr_at_step").get(step).asDouble(), within(TOLERANCE));
    }
  }

  // ---- laws

  private static Stream<Map.Entry<String, Rule>> rules() {
    return Stream.concat(
        Optimizers.TABLE.asMap().entrySet().stream()
            .map(e -> Map.entry(e.getKey(), e.getValue().apply(0.01))),
        Optimizers.COMPANIONS.asMap().entrySet().stream()
            .map(
                e ->
                    Map.entry(
                        e.getKey() + " with momentum", e.getValue().then(Momentum.of(0.01)))));
  }

  private static Stream<DynamicTest> forAll(java.util.function.Consumer<Rule> law) {
    return rules().map(rule -> dynamicTest(rule.getKey(), () -> law.accept(rule.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> quadraticGoesDown() {
    return forAll(
        rule -> {
          double end = descend(rule, new double[] {1, -2, 3}, x -> scaled(x, 2), 2000);
          assertThat(end).isLessThan(0.05);
        });
  }

  @TestFactory
  Stream<DynamicTest> rosenbrockGoesDown() {
    return Optimizers.TABLE.asMap().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      double[] start = {-1.2, 1};
                      Params theta = params(start, DataType.FLOAT);
                      Params g = params(start, DataType.FLOAT);
                      Optimizer optimizer = Optimizer.of(entry.getValue().apply(1e-4), theta);
                      for (int i = 0; i < 5000; i++) {
                        g.set("w", rosenbrockGradient(theta.get("w")));
                        optimizer.step(g);
                      }
                      assertThat(rosenbrock(theta.get("w"))).isLessThan(5); // from 24.2
                    }));
  }

  private static double rosenbrock(double[] x) {
    return Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2);
  }

  private static double[] rosenbrockGradient(double[] x) {
    double inner = x[1] - x[0] * x[0];
    return new double[] {-2 * (1 - x[0]) - 400 * x[0] * inner, 200 * inner};
  }

  /** The distance from 0 after so many steps. */
  private static double descend(
      Rule rule, double[] start, Function<double[], double[]> gradient, int steps) {
    Params theta = params(start, DataType.FLOAT);
    Params g = params(start, DataType.FLOAT);
    Optimizer optimizer = Optimizer.of(rule, theta);
    for (int i = 0; i < steps; i++) {
      g.set("w", gradient.apply(theta.get("w")));
      optimizer.step(g);
    }
    return Arrays.stream(theta.get("w")).map(Math::abs).max().orElseThrow();
  }

  private static double[] scaled(double[] x, double factor) {
    return Arrays.stream(x).map(v -> factor * v).toArray();
  }

  @TestFactory
  Stream<DynamicTest> resumedIsUninterrupted() {
    return forAll(
        rule -> {
          Params theta = params(normal(9, 1), DataType.FLOAT);
          Params resumed = theta.copy();
          Params g = theta.copy();
          Optimizer whole = Optimizer.of(rule, theta);
          Optimizer half = Optimizer.of(rule, resumed);
          for (int step = 0; step < 20; step++) {
            if (step == 10) {
              half = Optimizer.resume(rule, resumed, half.state().dup(), half.steps());
            }
            g.set("w", normal(9, 100 + step));
            whole.step(g);
            g.set("w", normal(9, 100 + step));
            half.step(g);
          }
          assertThat(resumed.get("w")).isEqualTo(theta.get("w"));
        });
  }

  @TestFactory
  Stream<DynamicTest> stateIsAsLargeAsDeclared() {
    return forAll(
        rule -> {
          Params theta = params(normal(7, 1), DataType.FLOAT);
          assertThat(Optimizer.of(rule, theta).state().length())
              .isEqualTo(Math.max(1, rule.slots() * 7));
        });
  }

  @TestFactory
  Stream<DynamicTest> kernelsAgree() {
    return forAll(
        rule -> {
          Params reference = params(normal(5000, 1), DataType.FLOAT); // more than one tile
          Params fast = reference.copy();
          Params g = reference.copy();
          Optimizer slow = Optimizer.of(rule, reference, new Nd4jKernels(DataType.FLOAT));
          Optimizer quick = Optimizer.of(rule, fast, new CpuKernels());
          for (int step = 0; step < 5; step++) {
            g.set("w", normal(5000, step));
            slow.step(g);
            g.set("w", normal(5000, step));
            quick.step(g);
          }
          assertThat(fast.get("w")).containsExactly(reference.get("w"), within(1e-5));
        });
  }

  /** Native Adam of ND4J moves weights at lr = 0; here a zero factor moves nothing. */
  @TestFactory
  Stream<DynamicTest> aScheduleOfZeroMovesNothing() {
    return forAll(
        rule -> {
          double[] start = normal(9, 1);
          Params theta = params(start, DataType.DOUBLE);
          Params g = params(normal(9, 2), DataType.DOUBLE);
          Optimizer.of(rule.then(new Scheduled(step -> 0)), theta).step(g);
          assertThat(theta.get("w")).isEqualTo(start);
        });
  }

  @Test
  void clippingShortensOnlyLongGradients() {
    Params theta = params(new double[] {0, 0}, DataType.DOUBLE);
    Params g = params(new double[] {3, 4}, DataType.DOUBLE);
    Optimizer.of(new ClipByGlobalNorm(1).then(new Sgd(1)), theta).step(g);
    assertThat(theta.get("w")).containsExactly(new double[] {-0.6, -0.8}, within(1e-15));
    Params small = params(new double[] {0.3, 0.4}, DataType.DOUBLE);
    Optimizer.of(new ClipByGlobalNorm(1).then(new Sgd(1)), theta).step(small);
    assertThat(theta.get("w")).containsExactly(new double[] {-0.9, -1.2}, within(1e-15));
  }

  /** A rule of one's own around a chain, its own memory first. */
  private record Outer(Rule inner) implements Rule {
    @Override
    public int slots() {
      return 1 + inner.slots();
    }

    @Override
    public void apply(Update u) {
      u.vectors().axpby(1, u.gradient(), 1, u.slot(0));
      inner.apply(u.from(1));
    }
  }

  @Test
  void aChainWithinARuleActsAsTheChain() {
    Rule chain = new L2(0.1, true).then(Momentum.of(0.1)).then(Adam.of(0.01));
    double[] start = normal(9, 1);
    Params alone = params(start, DataType.DOUBLE);
    Params within = params(start, DataType.DOUBLE);
    Optimizer plain = Optimizer.of(chain, alone);
    Optimizer nested = Optimizer.of(new Outer(chain), within);
    for (int step = 0; step < 5; step++) {
      plain.step(params(normal(9, 50 + step), DataType.DOUBLE));
      nested.step(params(normal(9, 50 + step), DataType.DOUBLE));
    }
    assertThat(within.get("w")).isEqualTo(alone.get("w"));
  }

  @Test
  void l2LeavesBiasesAlone() {
    Initializer.Fans fans = new Initializer.Fans(1, 2);
    ParamLayout layout =
        ParamLayout.of(
            List.of(
                new ParamSpec("weight", Shape.of(2, 1), fans, (s, f, r) -> new double[] {1, 2}),
                new ParamSpec("bias", Shape.of(2), fans, (s, f, r) -> new double[] {3, 4})));
    Params theta = Params.initialize(layout, DataType.DOUBLE, RandomStream.of(0));
    Optimizer.of(new L2(0.5, false).then(new Sgd(1)), theta)
        .step(Params.zeros(layout, DataType.DOUBLE));
    assertThat(theta.get("weight")).containsExactly(0.5, 1);
    assertThat(theta.get("bias")).containsExactly(3, 4);
  }

  @TestFactory
  Stream<DynamicTest> constantsOutOfRangeAreNamed() {
    return Stream.of(
            Map.<String, Runnable>entry(
                "lr must be positive and finite, got 0.0", () -> new Sgd(0)),
            Map.<String, Runnable>entry(
                "beta1 must be in [0, 1), got 1.2", () -> new Adam(0.1, 1.2, 0.9, 1e-8)),
            Map.<String, Runnable>entry(
                "mu must be in [0, 1), got NaN", () -> new Momentum(0.1, Double.NaN)),
            Map.<String, Runnable>entry(
                "gamma must be in (0, 1], got 0.0", () -> new StepDecay(5, 1, 0)),
            Map.<String, Runnable>entry(
                "stairs must be positive, got 0", () -> new StepDecay(5, 0, 0.1)),
            Map.<String, Runnable>entry("total must be positive, got 0", () -> new Cosine(0, 0)))
        .map(
            e ->
                dynamicTest(
                    e.getKey(),
                    () ->
                        assertThatThrownBy(() -> e.getValue().run())
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage(e.getKey())));
  }

  @TestFactory
  Stream<DynamicTest> schedulesStayBetween0And1() {
    return Schedules.TABLE.asMap().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      for (long steps : new long[] {1, 2, 30, 1000}) {
                        Schedule schedule = entry.getValue().apply(steps);
                        for (long step = 0; step <= 2 * steps; step++) {
                          assertThat(schedule.factor(step)).isBetween(0.0, 1.0);
                        }
                      }
                    }));
  }

  // ---- every member is in its table

  @Test
  void everyRuleIsInATable() throws Exception {
    List<Class<?>> inTables = new ArrayList<>();
    Optimizers.TABLE.members().forEach(m -> inTables.add(m.apply(0.1).getClass()));
    Optimizers.COMPANIONS.members().forEach(m -> inTables.add(m.getClass()));
    assertThat(inTables).containsExactlyInAnyOrderElementsOf(members("optim", Rule.class));
  }

  @Test
  void everyScheduleIsInTheTable() throws Exception {
    List<Class<?>> inTable = new ArrayList<>();
    Schedules.TABLE.members().forEach(m -> inTable.add(m.apply(10).getClass()));
    assertThat(inTable).containsExactlyInAnyOrderElementsOf(members("schedule", Schedule.class));
  }

  private static List<Class<?>> members(String folder, Class<?> family) throws Exception {
    Path root =
        Path.of(Optimizers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> members = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("dev/chainrule").resolve(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace(File.separatorChar, '.');
        Class<?> type =
            Class.forName(
                name.substring(0, name.length() - ".class".length()),
                false,
                Optimizers.class.getClassLoader());
        if (family.isAssignableFrom(type)
            && Modifier.isPublic(type.getModifiers())
            && !type.isInterface()) {
          members.add(type);
        }
      }
    }
    return members;
  }

  // ---- helpers

  private static Params params(double[] values, DataType type) {
    ParamSpec spec =
        new ParamSpec(
            "w",
            Shape.of(values.length),
            new Initializer.Fans(1, 1),
            (shape, fans, random) -> values);
    return Params.initialize(ParamLayout.of(List.of(spec)), type, RandomStream.of(0));
  }

  private static double[] normal(int n, long seed) {
    RandomStream random = RandomStream.of(seed);
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private static List<JsonNode> cases(String file) throws IOException {
    try (InputStream in = OptimizersTest.class.getResourceAsStream("/golden/" + file)) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(Objects.requireNonNull(in)).get("cases").forEach(cases::add);
      return cases;
    }
  }

  private static double[] vector(JsonNode node) {
    double[] values = new double[node.size()];
    Arrays.setAll(values, i -> node.get(i).asDouble());
    return values;
  }

  static {
    Nd4j.create(1); // ND4J's start-up should not count as the first test's time
  }
}
