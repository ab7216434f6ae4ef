/** The contracts of layers and losses, and the networks made of them. The top floor of nn-core. */
@NullMarked
package dev.chainrule.nn;

import org.jspecify.annotations.NullMarked;
