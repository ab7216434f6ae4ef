/** JMH benchmarks of single operations, on both kernels. */
@NullMarked
package dev.chainrule.jmh;

import org.jspecify.annotations.NullMarked;
