/** Tests: the laws of the kernels. */
@NullMarked
package dev.chainrule.kernel;

import org.jspecify.annotations.NullMarked;
