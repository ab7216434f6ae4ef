/** Tests: the check of gradients, checked. */
@NullMarked
package dev.chainrule.autodiff;

import org.jspecify.annotations.NullMarked;
