@NullMarked
package dev.chainrule.trace;

import org.jspecify.annotations.NullMarked;
