/** First values of parameters, one published formula a file. */
@NullMarked
package dev.chainrule.init;

import org.jspecify.annotations.NullMarked;
