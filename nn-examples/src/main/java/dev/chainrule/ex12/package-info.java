/** Example 12: the metric tensor and Fisher's information. */
@NullMarked
package dev.chainrule.ex12;

import org.jspecify.annotations.NullMarked;
