/** Tests: the initialisers, by the moments of what they draw. */
@NullMarked
package dev.chainrule.init;

import org.jspecify.annotations.NullMarked;
