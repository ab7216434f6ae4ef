/** Files: the one writer of all of them, and the memory that a reader of one may take. */
@NullMarked
package dev.chainrule.io;

import org.jspecify.annotations.NullMarked;
