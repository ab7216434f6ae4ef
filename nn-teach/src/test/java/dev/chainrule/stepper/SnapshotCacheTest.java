package dev.chainrule.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store of snapshots: what it gives, what it keeps, and who computes. */
final class SnapshotCacheTest {
  private static Scenario scenario(String query) {
    return Scenario.parse(query);
  }

  private static double[] numbers(Snapshot snapshot) {
    return snapshot.network().params().flat().dup().data().asDouble();
  }

  /** Whatever is kept already, the numbers are those of the whole way, to the bit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "u5 | u5",
        "u5 | u7",
        "u9 | u7",
        "u9~A0[0,0]=1 | u7",
        "u7~A0[0,0]=1~u3 | u7~A0[0,0]=1~u9",
        "u7~A0[0,0]=1~u3 | u7~A0[0,0]=2~u9",
        "u7~A0[0,0]=1~u3 | u7~rate=1",
        "u40~rate=0.5~rate=0.1~u10 | u40~rate=0.5~u10",
      })
  void theShortWayLeadsWhereTheLongOneDoes(String before, String log) throws InterruptedException {
    String start = "data=xor&opt=adam&log=";
    SnapshotCache snapshots = new SnapshotCache();
    snapshots.of(scenario(start + before));
    Snapshot snapshot = snapshots.of(scenario(start + log));

    assertThat(snapshot.scenario()).isEqualTo(scenario(start + log));
    assertThat(numbers(snapshot)).containsExactly(numbers(Snapshot.of(scenario(start + log))));
    assertThat(snapshot.history(1_000))
        .containsExactly(Snapshot.of(scenario(start + log)).history(1_000));
  }

  @Test
  void whatIsKeptIsTheSameObject() throws InterruptedException {
    SnapshotCache snapshots = new SnapshotCache();
    Snapshot snapshot = snapshots.of(scenario("data=xor&log=u64"));

    assertThat(snapshots.of(scenario("log=u64&data=xor&act=tanh"))).isSameAs(snapshot);
    assertThat(snapshots.size()).as("some on the way are kept").isBetween(3, 12);
    Snapshot back = snapshots.of(scenario("data=xor&log=u63"));
    assertThat(back.updates()).isEqualTo(63);
    assertThat(numbers(back.then(new Change.Updates(1)))).containsExactly(numbers(snapshot));
  }

  @Test
  void aPictureSharesTheNetworkItIsSeenBy() throws InterruptedException {
    SnapshotCache snapshots = new SnapshotCache();
    Snapshot plain = snapshots.of(scenario("data=digits&points=20&log=u3"));
    Snapshot drawn =
        snapshots.of(scenario("data=digits&points=20&log=u3&input=" + "A".repeat(1_046)));

    assertThat(numbers(drawn)).containsExactly(numbers(plain));
    assertThat(drawn.inputs()).hasNumberOfRows(1);
    assertThat(drawn.then(new Change.Updates(1)).updates()).isEqualTo(4);
  }

  @Test
  void theOldestMakeRoom() throws InterruptedException {
    long budget = 300_000;
    SnapshotCache snapshots = new SnapshotCache(budget);
    Scenario first = scenario("data=xor&log=u3");
    snapshots.of(first);
    for (int seed = 2; seed < 60; seed++) {
      snapshots.of(scenario("data=xor&log=u3&seed=" + seed));
      snapshots.of(first); // in use
      assertThat(snapshots.bytes()).isLessThanOrEqualTo(budget);
    }
    int kept = snapshots.size();
    Snapshot again = snapshots.of(first);

    assertThat(kept).isBetween(10, 200);
    assertThat(snapshots.size()).as("what was in use was not dropped").isEqualTo(kept);
    assertThat(snapshots.of(scenario("data=xor&log=u3&seed=2")).updates()).isEqualTo(3);
    assertThat(again.updates()).isEqualTo(3);
  }

  @Test
  void tracesAreDroppedBeforeSnapshots() throws InterruptedException {
    SnapshotCache snapshots = new SnapshotCache(4_000_000);
    List<Snapshot> all = new ArrayList<>();
    for (int seed = 1; seed <= 20; seed++) {
      Snapshot snapshot = snapshots.of(scenario("data=digits&points=20&seed=" + seed));
      assertThat(snapshot.trace().bytes()).isGreaterThan(200_000);
      assertThat(snapshots.bytes()).isLessThanOrEqualTo(4_000_000);
      all.add(snapshot);
    }

    assertThat(snapshots.size()).isEqualTo(20);
    assertThat(all).filteredOn(snapshot -> snapshot.traceBytes() > 0).hasSizeBetween(2, 15);
    assertThat(all.get(19).traceBytes()).isPositive();
    assertThat(all.get(0).traceBytes()).isZero();
    assertThat(all.get(0).trace().loss()).isPositive();
  }

  @Test
  void oneSnapshotMayBeLargerThanTheBudget() throws InterruptedException {
    SnapshotCache snapshots = new SnapshotCache(1);

    assertThat(snapshots.of(scenario("data=xor&log=u5")).updates()).isEqualTo(5);
    assertThat(snapshots.size()).isOne();
  }

  @Test
  void manyThreadsGetTheSameSnapshots() throws Exception {
    SnapshotCache snapshots = new SnapshotCache(3_000_000);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<List<Snapshot>>> answers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        answers.add(
            pool.submit(
                (Callable<List<Snapshot>>)
                    () -> {
                      go.await();
                      List<Snapshot> seen = new ArrayList<>();
                      for (int u = 1; u <= 40; u++) {
                        seen.add(snapshots.of(scenario("data=moons&batch=5&log=u" + u)));
                      }
                      return seen;
                    }));
      }
      go.countDown();
      List<Snapshot> first = answers.get(0).get();
      for (Future<List<Snapshot>> answer : answers) {
        assertThat(answer.get()).containsExactlyElementsOf(first); // one object each
      }
      assertThat(numbers(first.get(39)))
          .containsExactly(numbers(Snapshot.of(scenario("data=moons&batch=5&log=u40"))));
    } finally {
      pool.shutdownNow();
    }
  }

  /** Whoever waited for an interrupted thread does the work itself. */
  @Test
  void anInterruptIsNobodyElses() throws Exception {
    SnapshotCache snapshots = new SnapshotCache();
    Scenario far = scenario("data=xor&log=u30000");
    Thread impatient =
        new Thread(
            () -> {
              try {
                snapshots.of(far);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    impatient.start();
    while (snapshots.size() < 2) { // at work
      Thread.onSpinWait();
    }
    impatient.interrupt();
    assertThat(snapshots.of(scenario("data=xor&log=u1500")).updates()).isEqualTo(1_500);
    impatient.join();
    assertThat(snapshots.of(scenario("data=xor&log=u1501")).updates()).isEqualTo(1_501);
  }

  @Test
  void mistakesAreNotKept() {
    SnapshotCache snapshots = new SnapshotCache();

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> snapshots.of(scenario("log=A7[0,0]=1")))
          .isInstanceOf(ScenarioException.class);
    }
    assertThatThrownBy(() -> new SnapshotCache(0)).hasMessageContaining("budget must be positive");
  }
}
