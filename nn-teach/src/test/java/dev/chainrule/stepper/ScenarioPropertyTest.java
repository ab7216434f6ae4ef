package dev.chainrule.stepper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is said, its query and its entries say the same. */
final class ScenarioPropertyTest {
  @Property(tries = 500)
  void whatIsWrittenReadsBack(@ForAll("scenarios") Map<String, String> given) {
    Scenario scenario = Scenario.of(given);

    assertThat(Scenario.parse(scenario.query())).isEqualTo(scenario);
    assertThat(Scenario.of(scenario.entries())).isEqualTo(scenario);
    assertThat(Scenario.parse(scenario.query()).query()).isEqualTo(scenario.query());
    given.forEach(
        (key, value) -> {
          String canonical = scenario.entries().get(key);
          assertThat(canonical).isIn("", value);
        });
  }

  /** No text makes it fail in any way but with a sentence. */
  @Property(tries = 500)
  void anyTextIsAScenarioOrASentence(@ForAll String text, @ForAll("keys") String key) {
    for (String query : List.of(text, key + "=" + text)) {
      try {
        Scenario scenario = Scenario.parse(query);
        assertThat(Scenario.parse(scenario.query())).isEqualTo(scenario);
      } catch (ScenarioException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception");
      }
    }
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(Key.keys());
  }

  @Provide
  Arbitrary<Map<String, String>> scenarios() {
    Map<String, Arbitrary<String>> values = new LinkedHashMap<>();
    values.put("data", Arbitraries.of("mazur", "xor", "moons", "circles", "spiral", "digits"));
    values.put("points", Arbitraries.integers().between(2, 500).map(String::valueOf));
    values.put("noise", number(0, 1));
    values.put("dataseed", Arbitraries.integers().between(0, 9).map(String::valueOf));
    values.put("hidden", Arbitraries.of("none", "1", "2", "8,4", "3,3,3"));
    values.put("act", Arbitraries.of("sigmoid", "tanh", "relu", "gelu-tanh"));
    values.put("out", Arbitraries.of("identity", "sigmoid", "softmax"));
    values.put("loss", Arbitraries.of("cross-entropy", "half-mse", "bce"));
    values.put("opt", Arbitraries.of("sgd", "adam", "momentum"));
    values.put("rate", number(1e-9, 10));
    values.put("init", Arbitraries.of("keras", "pytorch", "orthogonal", "mazur"));
    values.put("seed", Arbitraries.longs().between(0, 1L << 53).map(String::valueOf));
    values.put("batch", Arbitraries.of("1", "7", "all"));
    values.put("first", Arbitraries.integers().between(0, 100).map(String::valueOf));
    values.put("target", Arbitraries.integers().between(0, 9).map(String::valueOf));
    values.put("log", change().list().ofMaxSize(6).map(list -> new Log(list).toString()));
    return Arbitraries.subsetOf(values.keySet())
        .flatMap(
            keys ->
                Combinators.combine(keys.stream().map(values::get).toList())
                    .as(
                        chosen -> {
                          Map<String, String> given = new LinkedHashMap<>();
                          int i = 0;
                          for (String key : keys) {
                            given.put(key, chosen.get(i++));
                          }
                          return given;
                        }));
  }

  private static Arbitrary<String> number(double least, double most) {
    return Arbitraries.doubles().between(least, most).ofScale(12).map(Numeral::text);
  }

  private static Arbitrary<Change> change() {
    Arbitrary<Double> number = Arbitraries.doubles().between(-1e20, 1e20).ofScale(15);
    Arbitrary<Long> index = Arbitraries.longs().between(0, 99);
    return Arbitraries.oneOf(
        Arbitraries.longs().between(1, 1_000).map(Change.Updates::new),
        Arbitraries.doubles().between(1e-9, 10).ofScale(9).map(Change.Rate::new),
        Combinators.combine(Arbitraries.of("A0", "b1", "gain2"), index.list().ofSize(2), number)
            .as((name, at, value) -> new Change.Parameter(name, at, value == 0 ? 0 : value)),
        Combinators.combine(index, index, number)
            .as((r, f, v) -> new Change.Input(r.intValue(), f.intValue(), v == 0 ? 0 : v)));
  }
}
