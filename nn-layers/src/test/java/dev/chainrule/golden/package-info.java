/** The laws and the witnesses of this module's members. */
@NullMarked
package dev.chainrule.golden;

import org.jspecify.annotations.NullMarked;
