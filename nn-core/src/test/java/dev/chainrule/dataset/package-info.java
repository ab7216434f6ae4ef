/** Tests: views of data sets and the orders of rows. */
@NullMarked
package dev.chainrule.dataset;

import org.jspecify.annotations.NullMarked;
