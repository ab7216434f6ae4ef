/** Tests of how files are fetched. */
@NullMarked
package dev.chainrule.data.internal;

import org.jspecify.annotations.NullMarked;
