/**
 * What the numbered examples share: what an {@link dev.chainrule.example.Example} is, and the
 * {@link dev.chainrule.example.Board} it writes on.
 */
@NullMarked
package dev.chainrule.example;

import org.jspecify.annotations.NullMarked;
