/** The numbered examples in the order of docs/lectures.md. */
@NullMarked
package dev.chainrule.lecture;

import org.jspecify.annotations.NullMarked;
