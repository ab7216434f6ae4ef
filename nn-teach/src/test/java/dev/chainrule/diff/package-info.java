/** Tests of formulas. */
@NullMarked
package dev.chainrule.diff;

import org.jspecify.annotations.NullMarked;
