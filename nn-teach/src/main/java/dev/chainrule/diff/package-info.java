/**
 * Automatic differentiation of a formula, step by step: {@link dev.chainrule.diff.ComputationGraph}
 * has the intermediate variables and their local derivatives, {@link dev.chainrule.diff.Sweep} what
 * the chain rule makes of them in either direction, and the reports say it to people, to TeX and to
 * programs.
 */
@NullMarked
package dev.chainrule.diff;

import org.jspecify.annotations.NullMarked;
