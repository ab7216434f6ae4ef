/** How formulas are written, as plain text and in LaTeX. */
@NullMarked
package dev.chainrule.notation;

import org.jspecify.annotations.NullMarked;
