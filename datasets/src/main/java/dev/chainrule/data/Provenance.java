package dev.chainrule.data;

/**
 * Where data come from, for people and for the small print.
 *
 * @param source a web page, or how they are made
 * @param licence the licence's name
 * @param citation what to cite
 */
public record Provenance(String source, String licence, String citation) {}
