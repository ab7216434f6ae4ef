/** Tests of everything together. */
@NullMarked
package dev.chainrule.cli;

import org.jspecify.annotations.NullMarked;
