/** Random streams that are seeded, splittable and can be written to a file. */
@NullMarked
package dev.chainrule.random;

import org.jspecify.annotations.NullMarked;
