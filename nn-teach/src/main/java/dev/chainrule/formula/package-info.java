/**
 * Formulas as people write them: read ({@link dev.chainrule.formula.Formula}), given values ({@link
 * dev.chainrule.formula.Bindings}) and taken apart into elementary operations ({@link
 * dev.chainrule.formula.Program}), the intermediate variables a, b, c … of a worked example.
 * Nothing here computes a derivative.
 */
@NullMarked
package dev.chainrule.formula;

import org.jspecify.annotations.NullMarked;
