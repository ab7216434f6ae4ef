/** Tests of everything together. */
@NullMarked
package dev.chainrule.witness;

import org.jspecify.annotations.NullMarked;
