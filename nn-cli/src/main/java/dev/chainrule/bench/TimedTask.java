package dev.chainrule.bench;

/** What is timed: {@link #run} again and again, between {@link #before} and {@link #after}. */
@FunctionalInterface
interface TimedTask {
  /** Once, as it is to be timed. */
  void run();

  /** Before a round of it, untimed: threads wake up. */
  default void before() {}

  /** After a round of it, untimed: threads lie down, so that the next task has the cores. */
  default void after() {}
}
