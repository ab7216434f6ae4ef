/** Tests of formulas. */
@NullMarked
package dev.chainrule.formula;

import org.jspecify.annotations.NullMarked;
