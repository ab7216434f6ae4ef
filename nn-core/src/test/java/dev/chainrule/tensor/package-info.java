/** Tests: shapes, views and the printer. */
@NullMarked
package dev.chainrule.tensor;

import org.jspecify.annotations.NullMarked;
