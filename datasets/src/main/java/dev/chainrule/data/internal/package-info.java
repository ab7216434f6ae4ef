/** How digits are written and files are fetched. For this module only. */
@NullMarked
package dev.chainrule.data.internal;

import org.jspecify.annotations.NullMarked;
