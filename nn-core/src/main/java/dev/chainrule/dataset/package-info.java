/** The contract of a data set: rows by number, the orders in which they are read, and views. */
@NullMarked
package dev.chainrule.dataset;

import org.jspecify.annotations.NullMarked;
