/** The page in a real browser: what a learner sees, clicks, types and hears. */
@NullMarked
package dev.chainrule.web.browser;

import org.jspecify.annotations.NullMarked;
