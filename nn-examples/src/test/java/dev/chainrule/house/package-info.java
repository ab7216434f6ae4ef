/** Tests of everything together. */
@NullMarked
package dev.chainrule.house;

import org.jspecify.annotations.NullMarked;
