/**
 * The stepper's page and its API, served on the loopback address alone. The server keeps nothing of
 * its users but caches: all of a page's state is in its address.
 */
@NullMarked
package dev.chainrule.web;

import org.jspecify.annotations.NullMarked;
