/** Tests of the stepper's server, over HTTP. */
@NullMarked
package dev.chainrule.web;

import org.jspecify.annotations.NullMarked;
