package dev.chainrule.schedule;

/** The base throughout: 1. */
public record ConstantRate() implements Schedule {
  @Override
  public double factor(long step) {
    return 1;
  }
}
