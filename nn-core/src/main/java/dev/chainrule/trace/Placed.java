package dev.chainrule.trace;

import java.util.Map;

/**
 * A link with its names.
 *
 * @param layer counted from 0
 * @param input the name of what it reads
 * @param output the name of what it computes
 * @param parameters the names of its parameters' values, by what the layer calls them
 */
record Placed(Link link, int layer, String input, String output, Map<String, String> parameters) {}
