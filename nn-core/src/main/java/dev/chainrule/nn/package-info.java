/**
 * The contracts of layers, losses and data, and the chain that joins them. The top floor of
 * nn-core.
 */
@NullMarked
package dev.chainrule.nn;

import org.jspecify.annotations.NullMarked;
