/** What was probably meant by a word that nobody knows. */
@NullMarked
package dev.chainrule.spelling;

import org.jspecify.annotations.NullMarked;
