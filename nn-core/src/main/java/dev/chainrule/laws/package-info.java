/**
 * What every layer and every loss must obey, as code. The tests of this project run it over all
 * members; run it on a layer of your own. Above all other packages of nn-core.
 */
@NullMarked
package dev.chainrule.laws;

import org.jspecify.annotations.NullMarked;
