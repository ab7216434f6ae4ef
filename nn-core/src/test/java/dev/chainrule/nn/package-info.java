/** Tests: the chain, passes through it, and its files. */
@NullMarked
package dev.chainrule.nn;

import org.jspecify.annotations.NullMarked;
