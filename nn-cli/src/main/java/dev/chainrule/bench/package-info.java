/**
 * What things cost: training steps beside their matrix products, inference, an epoch, growth,
 * derivatives. Measures and describes; {@code nn bench} asks and prints.
 */
@NullMarked
package dev.chainrule.bench;

import org.jspecify.annotations.NullMarked;
