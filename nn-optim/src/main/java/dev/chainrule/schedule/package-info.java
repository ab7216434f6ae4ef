/** Schedules of the learning rate, one file each, as factors of its base. */
@NullMarked
package dev.chainrule.schedule;

import org.jspecify.annotations.NullMarked;
