/** Tests: layouts, parameters and their files. */
@NullMarked
package dev.chainrule.param;

import org.jspecify.annotations.NullMarked;
