/** Example 7: identities, and gradients of and with respect to matrices. */
@NullMarked
package dev.chainrule.ex07;

import org.jspecify.annotations.NullMarked;
