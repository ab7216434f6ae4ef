/** Tests: the streams, against the published numbers and by their laws. */
@NullMarked
package dev.chainrule.random;

import org.jspecify.annotations.NullMarked;
