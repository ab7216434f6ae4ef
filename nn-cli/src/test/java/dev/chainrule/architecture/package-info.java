/** Tests of everything together. */
@NullMarked
package dev.chainrule.architecture;

import org.jspecify.annotations.NullMarked;
