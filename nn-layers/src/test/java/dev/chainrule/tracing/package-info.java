@NullMarked
package dev.chainrule.tracing;

import org.jspecify.annotations.NullMarked;
