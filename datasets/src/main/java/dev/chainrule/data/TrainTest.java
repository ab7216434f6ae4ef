package dev.chainrule.data;

import dev.chainrule.nn.Dataset;

/**
 * Rows to learn from and rows to be judged by.
 *
 * @param name what the two are together: {@code mnist}
 */
public record TrainTest(String name, Dataset train, Dataset test) {}
