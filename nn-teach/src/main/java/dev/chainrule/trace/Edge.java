package dev.chainrule.trace;

import dev.chainrule.notation.Notation;

/**
 * From one value to another that is computed from it.
 *
 * @param of the name of what is computed
 * @param by the name of what it is computed from
 * @param notation ∂of/∂by
 * @param meaning what that is in symbols
 */
public record Edge(String of, String by, Notation notation, Notation meaning) {}
