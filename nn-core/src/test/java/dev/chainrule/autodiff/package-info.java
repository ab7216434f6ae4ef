/** Tests: every operation, every mode, and the check of gradients itself. */
@NullMarked
package dev.chainrule.autodiff;

import org.jspecify.annotations.NullMarked;
