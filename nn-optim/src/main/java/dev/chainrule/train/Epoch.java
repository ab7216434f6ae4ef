package dev.chainrule.train;

import java.util.OptionalDouble;

/**
 * What one pass over the training data gave.
 *
 * @param number from 1
 * @param steps how many steps were taken; fewer than planned where the run was stopped
 * @param loss the mean over its rows of the loss that each would have alone, when it was seen
 * @param accuracy likewise; empty where targets are no classes
 * @param validationLoss after the epoch; empty without validation data
 * @param validationAccuracy likewise
 * @param seconds for the steps alone
 * @param samplesPerSecond likewise
 */
public record Epoch(
    int number,
    int steps,
    double loss,
    OptionalDouble accuracy,
    OptionalDouble validationLoss,
    OptionalDouble validationAccuracy,
    double seconds,
    double samplesPerSecond) {}
