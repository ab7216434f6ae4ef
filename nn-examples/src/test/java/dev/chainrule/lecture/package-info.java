/** The numbers of the numbered examples, one test class each, and docs/lectures.md. */
@NullMarked
package dev.chainrule.lecture;

import org.jspecify.annotations.NullMarked;
