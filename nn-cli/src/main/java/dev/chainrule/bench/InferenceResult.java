package dev.chainrule.bench;

/**
 * What a prediction costs one thread.
 *
 * @param rows in one call
 * @param us a call of {@code Network.predict}
 * @param passUs a call of {@code Pass.forward} on a pass that is kept
 * @param rowsPerSecond by {@code Network.predict}
 */
public record InferenceResult(int rows, Spread us, Spread passUs, double rowsPerSecond) {}
