/**
 * The numerical work, at the granularity of a layer: {@link dev.chainrule.kernel.Kernels} and its
 * two implementations.
 */
@NullMarked
package dev.chainrule.kernel;

import org.jspecify.annotations.NullMarked;
