/** Parameters: their names, shapes and first values, over one flat array. */
@NullMarked
package dev.chainrule.param;

import org.jspecify.annotations.NullMarked;
