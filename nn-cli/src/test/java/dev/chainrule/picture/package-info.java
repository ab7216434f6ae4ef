/** Tests of pictures. */
@NullMarked
package dev.chainrule.picture;

import org.jspecify.annotations.NullMarked;
