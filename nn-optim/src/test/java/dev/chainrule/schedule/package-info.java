/** What holds of schedules of any length. */
@NullMarked
package dev.chainrule.schedule;

import org.jspecify.annotations.NullMarked;
