/** The board that examples write on. */
@NullMarked
package dev.chainrule.example;

import org.jspecify.annotations.NullMarked;
