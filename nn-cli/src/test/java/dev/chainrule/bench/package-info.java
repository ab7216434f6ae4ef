/** Tests of what measures; none of them measures. */
@NullMarked
package dev.chainrule.bench;

import org.jspecify.annotations.NullMarked;
