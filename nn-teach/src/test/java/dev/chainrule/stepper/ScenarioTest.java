package dev.chainrule.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scenarios say, and what they say of what is none. */
final class ScenarioTest {
  @Test
  void nothingIsMazursExample() {
    Scenario mazur = Scenario.parse("");

    assertThat(mazur.query()).isEmpty();
    assertThat(mazur.entries())
        .containsEntry("data", "mazur")
        .containsEntry("hidden", "2")
        .containsEntry("act", "sigmoid")
        .containsEntry("out", "sigmoid")
        .containsEntry("loss", "half-mse")
        .containsEntry("opt", "sgd")
        .containsEntry("rate", "0.5")
        .containsEntry("init", "mazur")
        .containsEntry("batch", "1")
        .containsEntry("log", "")
        .containsEntry("points", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data=moons | hidden | 8",
        "data=moons | act | tanh",
        "data=moons | loss | cross-entropy",
        "data=moons | points | 100",
        "data=spiral | hidden | 16,16",
        "data=spiral | noise | 0.02",
        "data=digits | act | relu",
        "data=digits | noise | ''",
        "data=xor&opt=adam | rate | 0.01",
        "hidden=3 | init | keras",
        "data=csv&csv=1,2,0.5 | loss | half-mse",
        "csv=1,2,0%0A3,4,1 | data | csv",
        "data=csv&csv=1,2,0%0A3,4,1 | loss | cross-entropy",
      })
  void defaultsDependOnWhatIsSaid(String query, String key, String value) {
    assertThat(Scenario.parse(query).entries()).containsEntry(key, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://127.0.0.1:80/?data=xor&step=4&select=A1[0,0]#top | data=xor",
        "?hidden=2&data=mazur&rate=5e-1 | ''",
        "http://127.0.0.1:7770/ | ''",
        "localhost:7770/#top | ''",
        "/?data=xor#a?b | data=xor",
        "# | ''",
        "? | ''",
        "?#? | ''",
        "&& | ''",
        "d%61ta=%78or | data=xor",
        "csv=a?,b%0A1,0%0A2,1 | csv=a%3F,b%0A1,0%0A2,1",
        "data=xor&points=200&noise= | data=xor&points=200",
        "data=mazur&points=200 | ''",
        "act=TANH | act=tanh",
        "hidden=+3,+4 | hidden=3,4",
        "rate=0.00001 | rate=1e-5",
        "log=u~u3~u | log=u5",
        "log=u2~A0[0, 1] = 0.30~~rate=1e-1~u | log=u2~A0%5B0,1%5D=0.3~rate=0.1~u1",
        "init=Mazur&hidden=2 | ''",
        "batch=ALL | batch=all",
        "csv=1;2;0%0D%0A3;4;1%0D%0A | csv=1%3B2%3B0%0A3%3B4%3B1",
      })
  void theQueryIsTheShortestWayToSayIt(String query, String shortest) {
    Scenario scenario = Scenario.parse(query);

    assertThat(scenario.query()).isEqualTo(shortest);
    assertThat(Scenario.parse(shortest)).isEqualTo(scenario);
  }

  @Test
  void entriesSayTheSame() {
    Scenario scenario = Scenario.parse("data=moons&hidden=none&log=u7~b0[1]=-2&opt=adam&first=3");

    assertThat(Scenario.of(scenario.entries())).isEqualTo(scenario);
  }

  @Test
  void otherDataBringTheirOwnDefaults() {
    Scenario moons = Scenario.parse("rate=0.25&seed=3").with(Key.DATA, "moons");

    assertThat(moons.query()).isEqualTo("data=moons&rate=0.25&seed=3");
    assertThat(moons.get(Key.HIDDEN)).isEqualTo("8");
    assertThat(moons.with(Key.DATA, "")).isEqualTo(Scenario.parse("rate=0.25&seed=3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dta=xor | did you mean data?",
        "data=xorr | did you mean xor?",
        "data=iris | There are mazur, xor",
        "data=xor&act=rellu | act: there is no \"rellu\"; did you mean relu?",
        "out=softmx | did you mean softmax?",
        "loss=ce | There are cross-entropy, bce",
        "opt=adma | There are sgd",
        "opt=Adamm | did you mean adam?",
        "init=kears | did you mean keras?",
        "data=xor&hidden=0 | hidden (units of each layer, as in 8,4, or none) must be a whole number from 1 to 2,000, got \"0\"",
        "hidden=2,,2 | got \"\"",
        "hidden=2,x | got \"x\"",
        "hidden=99999999999999999999 | got \"99999999999999999999\"",
        "hidden=1,1,1,1,1,1,1,1,1,1,1 | at most 10 hidden layers, got 11",
        "rate=0 | rate must be positive",
        "rate=-1 | rate must be positive",
        "rate=NaN | rate must be a number such as 0.5, got \"NaN\"",
        "rate=1e999 | got \"1e999\"",
        "rate=0x1p3 | rate must be a number",
        "rate=fast | got \"fast\"",
        "batch=0 | batch (rows in a step, or all)",
        "batch=some | got \"some\"",
        "data=moons&points=1 | points must be a whole number from 2 to 60,000, got \"1\"",
        "data=moons&noise=-1 | noise must be from 0 to 100",
        "points=many | got \"many\"",
        "seed=-1 | seed must be a whole number from 0",
        "seed=1&seed=2 | \"seed\" is given twice",
        "seed=1&s%65ed=2 | \"seed\" is given twice",
        "a#b?c | expected a scenario such as data=xor&hidden=4, got \"a\"",
        "a?b#c?d | got \"b\"",
        "x#?data=xor | got \"x\"",
        "http://127.0.0.1:7770/?data=xor?hidden=3 | \"xor?hidden=3\"",
        "data=xor&=3 | the scenario: there is no \"\"",
        "= | the scenario: there is no \"\"",
        "data=xor&&&hidden=x | got \"x\"",
        "data=% | percent",
        "data=%4 | percent",
        "data=x%+1 | percent",
        "data=%C3 | is not UTF-8",
        "data=%ff | is not UTF-8",
        "%zz=1 | percent",
        "tables/iris.csv | got \"tables/iris.csv\"; a table is given by --csv",
        "https://example.com/search?q=loss | the scenario: there is no \"q\"",
        "seed | expected a scenario such as",
        "seed=1&loss | expected key=value, got \"loss\"",
        "data=%zz | percent",
        "data=csv | data=csv needs a table",
        "data=digits&input=abc | 784 bytes, a picture of 28 × 28 row by row, got 2 bytes",
        "data=digits&input=*** | base64url",
        "data=digits&target=10 | from 0 to 9",
        "log=x | the log has \"x\"",
        "log=u0 | the number of updates in u0",
        "log=u-3 | the number of updates in u-3",
        "log=u3.5 | got \"3.5\"",
        "log=u999999999 | more than the 200,000",
        "log=u100000~rate=1~u100001 | the log has 200,001 updates",
        "log=A0=1 | to set a number of A0, say which, as in A0[0,0]=1",
        "log=A0[0,a]=1 | got \"a\"",
        "log=A0[]=1 | the index in A0[]",
        "log=A0[0,0]=one | A0[0,0] must be a number such as 0.5, got \"one\"",
        "log=f0[3]=1 | f0[row, feature]",
        "log=rate=0 | rate must be positive",
        "csv=@abc | the name of a table",
      })
  void mistakesAreAnsweredByASentence(String query, String sentence) {
    assertThatThrownBy(() -> Scenario.parse(query))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aLogIsBounded() {
    String log = "rate=1~".repeat(1_001);

    assertThatThrownBy(() -> Scenario.of(Map.of("log", log)))
        .hasMessageContaining("1001 changes, more than 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate=abc\u0007def", "data=\u0000"})
  void controlCharactersDoNotReachTheSentence(String query) {
    assertThatThrownBy(() -> Scenario.parse(query))
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\u0007", "\u0000");
  }
}
