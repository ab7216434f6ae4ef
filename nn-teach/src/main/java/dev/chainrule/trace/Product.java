package dev.chainrule.trace;

/**
 * A product of the chain rule: upstream · local.
 *
 * @param upstream the name of what arrives: {@code dL/dz2}
 * @param local the local derivative that it is multiplied by
 */
public record Product(String upstream, Local local) {}
