/** Derivatives: so far their check against difference quotients. */
@NullMarked
package dev.chainrule.autodiff;

import org.jspecify.annotations.NullMarked;
