package dev.chainrule.bench;

/**
 * How much several threads predict on one network.
 *
 * @param threads that call it, all at once
 * @param rowsPerCall rows in one call
 * @param predictRowsPerSecond of all threads together, by {@code Network.predict}
 * @param passRowsPerSecond of all threads together, each by a pass of its own that it keeps
 */
public record ConcurrentResult(
    int threads, int rowsPerCall, double predictRowsPerSecond, double passRowsPerSecond) {}
