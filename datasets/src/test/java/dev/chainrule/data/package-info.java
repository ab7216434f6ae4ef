/** Tests of data sets. */
@NullMarked
package dev.chainrule.data;

import org.jspecify.annotations.NullMarked;
