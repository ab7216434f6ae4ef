/** What formulas as layers refuse. */
@NullMarked
package dev.chainrule.layer;

import org.jspecify.annotations.NullMarked;
