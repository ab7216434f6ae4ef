/** Tests: the activations, where laws and golden numbers do not look. */
@NullMarked
package dev.chainrule.activation;

import org.jspecify.annotations.NullMarked;
