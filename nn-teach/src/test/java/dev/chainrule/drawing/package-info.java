/** Tests of drawings. */
@NullMarked
package dev.chainrule.drawing;

import org.jspecify.annotations.NullMarked;
