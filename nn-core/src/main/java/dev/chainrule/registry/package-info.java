/** Families of things by name, and the names that model files may use. */
@NullMarked
package dev.chainrule.registry;

import org.jspecify.annotations.NullMarked;
