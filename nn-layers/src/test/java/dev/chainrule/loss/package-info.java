/** Tests: the losses, where laws and golden numbers do not look. */
@NullMarked
package dev.chainrule.loss;

import org.jspecify.annotations.NullMarked;
