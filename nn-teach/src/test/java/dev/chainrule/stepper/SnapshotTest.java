package dev.chainrule.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Synthetic;
import dev.chainrule.nn.Network;
import dev.chainrule.optim.Adam;
import dev.chainrule.trace.Trace;
import dev.chainrule.train.Trainer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Where a scenario leads. */
final class SnapshotTest {
  private static Snapshot of(String query) throws InterruptedException {
    return Snapshot.of(Scenario.parse(query));
  }

  @Test
  void mazursUpdateGivesThePublishedNumbers() throws InterruptedException {
    Snapshot start = of("");
    Snapshot snapshot = start.then(new Change.Updates(1));

    assertThat(snapshot.history(10)).hasSize(1);
    assertThat(snapshot.history(10)[0]).isCloseTo(0.298371108760, within(1e-12));
    assertThat(snapshot.network().params().get("1.weight")[0])
        .isCloseTo(0.35891647971788, within(1e-14));
    assertThat(snapshot.network().params().get("0.weight")[0])
        .isCloseTo(0.1497807161327628, within(1e-15));
    assertThat(start.updates()).isZero();
    assertThat(start.network().params().get("1.weight")[0]).isEqualTo(0.4);
    assertThat(snapshot.scenario()).isEqualTo(Scenario.parse("log=u1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data=moons&opt=adam&batch=3 | u7~A0[0,1]=0.3~u2~rate=0.001~f0[1,0]=5~u40",
        "data=xor&opt=momentum | u3~rate=0.5~u3",
        "data=digits&hidden=40&opt=adam | u3~b1[9]=2~u3",
        "opt=rmsprop | u30",
      })
  void atOnceOrOneByOneIsTheSameToTheBit(String start, String log) throws InterruptedException {
    Snapshot atOnce = of(start + "&log=" + log);
    Snapshot oneByOne = of(start);
    for (Change change : Log.parse(log).changes()) {
      long times = change instanceof Change.Updates updates ? updates.count() : 1;
      for (long i = 0; i < times; i++) {
        oneByOne = oneByOne.then(times > 1 ? new Change.Updates(1) : change);
      }
    }

    assertThat(oneByOne.scenario()).isEqualTo(atOnce.scenario());
    assertThat(oneByOne.history(1_000)).containsExactly(atOnce.history(1_000));
    assertThat(numbers(oneByOne)).containsExactly(numbers(atOnce));
  }

  private static double[] numbers(Snapshot snapshot) {
    return snapshot.network().params().flat().dup().data().asDouble();
  }

  /** The trainer's own loop, on all rows at once, where the order of rows is none. */
  @Test
  void itIsTheTrainersStep() throws InterruptedException {
    Snapshot snapshot = of("data=moons&batch=all&opt=adam&rate=0.01&log=u20");
    Network network = of("data=moons").network();
    new Trainer(network, snapshot.loss(), Adam.of(0.01))
        .withBatch(100)
        .withEpochs(20)
        .fit(Synthetic.moons(100, 0.1, 0));

    double[] trained = network.params().flat().dup().data().asDouble();
    double[] stepped = numbers(snapshot);
    for (int i = 0; i < stepped.length; i++) {
      assertThat(stepped[i]).isCloseTo(trained[i], within(1e-6)); // other order of rows, decimals
    }
  }

  /** A trace is the very step that an update takes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | u1",
        "data=moons&opt=adam&batch=3&log=u7~A0[0,1]=0.3~u2~rate=0.001~f0[1,0]=5 | u1",
        "data=digits&opt=momentum&log=u3 | u1",
      })
  void aTraceLeadsToTheNextSnapshot(String query, String update) throws InterruptedException {
    Snapshot snapshot = of(query);
    Snapshot next = snapshot.then(Change.parse(update));
    Trace trace = snapshot.trace();

    assertThat(trace.loss()).isEqualTo(next.history(10_000)[(int) snapshot.updates()]);
    assertThat(trace.value("A0'").toArray())
        .containsExactly(next.network().params().get("0.weight"));
    assertThat(trace.value("A0").toArray())
        .containsExactly(snapshot.network().params().get("0.weight"));
    assertThat(snapshot.trace()).isSameAs(trace);
    assertThat(next.trace().value("A0").toArray()).containsExactly(trace.value("A0'").toArray());
  }

  @Test
  void smallNetworksAreDoubleAndLargeOnesFloat() throws InterruptedException {
    assertThat(of("data=digits&hidden=25").network().params().dataType())
        .isEqualTo(DataType.DOUBLE);
    assertThat(of("data=digits").network().params().dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void aChangedRowStaysChanged() throws InterruptedException {
    Snapshot snapshot = of("data=xor&points=4&first=3&log=f0[0,1]=0.7");

    assertThat(snapshot.rows()).containsExactly(3);
    assertThat(snapshot.inputs()[0][1]).isEqualTo(0.7);
    assertThat(snapshot.then(new Change.Updates(1)).rows()).containsExactly(0);
    assertThat(snapshot.then(new Change.Updates(4)).inputs()[0][1]).isEqualTo(0.7);
    assertThat(of("data=xor&points=4&first=3").inputs()[0][1]).isNotEqualTo(0.7);
  }

  @Test
  void aDrawnPictureIsLookedAtAndNotLearnt() throws InterruptedException {
    byte[] pixels = new byte[784];
    pixels[400] = (byte) 255;
    String picture = Base64.getUrlEncoder().withoutPadding().encodeToString(pixels);
    Snapshot snapshot = of("data=digits&hidden=20&points=50&log=u5~f0[0,3]=0.5&input=" + picture);
    Snapshot without = of("data=digits&hidden=20&points=50&log=u5");

    assertThat(numbers(snapshot)).containsExactly(numbers(without));
    assertThat(snapshot.rows()).isEmpty();
    assertThat(snapshot.inputs()).hasNumberOfRows(1);
    assertThat(snapshot.inputs()[0][400]).isOne();
    assertThat(snapshot.inputs()[0][3]).isEqualTo(0.5);
    assertThat(snapshot.trace().values()).containsKey("dL/dA0").doesNotContainKey("A0'");
    assertThat(without.trace().values()).containsKey("A0'");
    double[] probabilities = snapshot.predictions(snapshot.inputs())[0];
    int taken = (int) snapshot.targets()[0][0];
    assertThat(probabilities[taken])
        .isEqualTo(java.util.Arrays.stream(probabilities).max().orElseThrow());
    assertThat(of("data=digits&hidden=20&points=50&target=7&input=" + picture).targets()[0])
        .containsExactly(7);
  }

  @Test
  void aTableOfNumbersIsLearntToo() throws InterruptedException {
    Snapshot snapshot = of("csv=1,2.5%0A2,4.5%0A3,6.5&hidden=none&batch=all&rate=0.1&log=u500");

    assertThat(snapshot.predictions(new double[][] {{2}})[0][0]).isCloseTo(4.5, within(0.01));
    assertThat(snapshot.epochSteps()).isOne();
  }

  @Test
  void aHistoryIsThinnedEvenly() throws InterruptedException {
    Snapshot snapshot = of("data=xor&log=u1000");

    assertThat(snapshot.history(5_000)).hasSize(1_000);
    assertThat(snapshot.history(500)).hasSize(500);
    assertThat(snapshot.history(500)[0]).isEqualTo(snapshot.history(5_000)[0]);
    assertThat(snapshot.history(500)[499]).isEqualTo(snapshot.history(5_000)[999]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data=moons&first=100 | first=100, but the rows of moons are 0 to 99",
        "csv=1,2.5%0A2,4&loss=cross-entropy | is for classes",
        "data=digits&hidden=2000,2000 | parameters, more than 1,000,000",
        "hidden=3&init=mazur | init=mazur are the weights",
        "data=digits&points=2000&batch=all | batch=all is 2,000 rows",
        "data=moons&points=2000&batch=all | at most 1,000 rows",
        "data=mazur&log=A9[0,0]=1 | the parameters: there is no \"A9\". There are A0, b0, A1, b1",
        "data=mazur&log=a0[0,0]=1 | did you mean A0?",
        "data=mazur&log=A0[0,2]=1 | A0 has shape [2, 2], its last number is A0[1, 1]",
        "data=mazur&log=A0[0]=1 | A0 has shape [2, 2]",
        "data=mazur&log=f0[1,0]=1 | f0 has shape [1, 2], its last number is f0[0,1]",
        "data=moons&batch=10&hidden=none&opt=sgd&rate=1000000&loss=mse&log=u2000 | the loss is",
        "data=xor&log=u60000 | at most 49,",
        "data=digits&hidden=900&batch=32&log=u200000 | too many to replay",
      })
  void whatCannotBeIsSaid(String query, String sentence) {
    assertThatThrownBy(() -> of(query))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aLongWayCanBeStopped() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> of("data=xor&log=u40000")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
