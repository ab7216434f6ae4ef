/** The command line, one class a subcommand; {@link dev.chainrule.cli.Main} is where it begins. */
@NullMarked
package dev.chainrule.cli;

import org.jspecify.annotations.NullMarked;
