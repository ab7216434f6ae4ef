package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerPoolTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyShardIsDoneOnce(int size) {
    WorkerPool pool = new WorkerPool(size, false);
    for (int turn = 0; turn < 20_000; turn++) {
      int shards = 1 + turn % size;
      AtomicIntegerArray done = new AtomicIntegerArray(size);
      pool.run((shard, of, lane) -> done.addAndGet(shard, of), shards);
      for (int i = 0; i < size; i++) { // all there when run returns
        assertThat(done.get(i)).isEqualTo(i < shards ? shards : 0);
      }
    }
  }

  @Test
  void eachThreadHasALaneOfItsOwn() throws InterruptedException {
    WorkerPool pool = new WorkerPool(2, false);
    Set<Lane> lanes = ConcurrentHashMap.newKeySet();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    pool.run(
        (shard, shards, lane) -> {
          lanes.add(lane);
          threads.add(Thread.currentThread());
          both.countDown();
          await(both); // neither can do the other's
        },
        2);
    assertThat(lanes).hasSize(2).contains(pool.lane());
    assertThat(threads).hasSize(2).contains(Thread.currentThread());
    assertThat(threads).filteredOn(t -> t != Thread.currentThread()).allMatch(Thread::isDaemon);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aloneTheCallerDoesAllShardsInOrder() {
    WorkerPool pool = new WorkerPool(3, true);
    StringBuilder seen = new StringBuilder();
    Thread caller = Thread.currentThread();
    pool.run(
        (shard, shards, lane) -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          assertThat(lane).isSameAs(pool.lane());
          seen.append(shard).append('/').append(shards).append(' ');
        },
        3);
    assertThat(seen).hasToString("0/3 1/3 2/3 ");
  }

  @Test
  void throwsWhatTheFirstShardThrewOnceAllAreDone() {
    WorkerPool pool = new WorkerPool(3, false);
    for (int i = 0; i < 100; i++) {
      AtomicInteger done = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  pool.run(
                      (shard, shards, lane) -> {
                        done.incrementAndGet();
                        if (shard > 0) {
                          throw new IllegalArgumentException("shard " + shard);
                        }
                      },
                      3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("shard 1");
      assertThat(done.get()).isEqualTo(3);
      pool.run((shard, shards, lane) -> done.incrementAndGet(), 3); // nothing is left of it
      assertThat(done.get()).isEqualTo(6);
    }
    assertThatThrownBy(
            () ->
                pool.run(
                    (shard, shards, lane) -> {
                      throw new StackOverflowError("deep");
                    },
                    2))
        .isInstanceOf(StackOverflowError.class);
  }

  /** Helpers look for work, then sleep, then end; whoever needs them again has them again. */
  @Test
  void helpersThatSleepOrAreGoneComeBack() throws InterruptedException {
    WorkerPool pool = new WorkerPool(2, false);
    Set<Thread> all = ConcurrentHashMap.newKeySet();
    for (long pause : new long[] {0, 1, 50, 3_000}) {
      Thread.sleep(pause);
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      CountDownLatch both = new CountDownLatch(2);
      pool.run(
          (shard, shards, lane) -> {
            threads.add(Thread.currentThread());
            both.countDown();
            await(both);
          },
          2);
      assertThat(threads).hasSize(2);
      all.addAll(threads);
    }
    all.remove(Thread.currentThread());
    for (Thread helper : all) {
      helper.join(30_000);
      assertThat(helper.isAlive()).isFalse();
    }
  }

  /** However many networks there are: each has a pool of its own, and few are at work at a time. */
  @Test
  void aThousandTeamsShareFewThreadsWhichEnd() throws InterruptedException {
    Helpers helpers = new Helpers(KernelChoice.MOST_THREADS);
    List<WorkerPool> pools = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      WorkerPool pool = new WorkerPool(3, false, helpers);
      pool.run((shard, shards, lane) -> done.incrementAndGet(), 3);
      pools.add(pool); // none is collected
    }
    assertThat(done).hasValue(3_000);
    assertThat(helpers.count()).isBetween(1, KernelChoice.MOST_THREADS);
    for (int waits = 0; helpers.count() > 0 && waits < 600; waits++) {
      Thread.sleep(50);
    }
    assertThat(helpers.count()).isZero();
    pools.get(0).run((shard, shards, lane) -> done.incrementAndGet(), 3);
    assertThat(done).hasValue(3_003);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void thereAreNeverMoreThreadsThanAllowed(int most) {
    Helpers helpers = new Helpers(most);
    for (int i = 0; i < 100; i++) {
      WorkerPool pool = new WorkerPool(8, false, helpers);
      AtomicIntegerArray done = new AtomicIntegerArray(8);
      pool.run((shard, of, lane) -> done.addAndGet(shard, of), 8); // some of it, or all, alone
      for (int shard = 0; shard < 8; shard++) {
        assertThat(done.get(shard)).isEqualTo(8);
      }
      assertThat(helpers.count()).isLessThanOrEqualTo(most);
    }
  }
}
