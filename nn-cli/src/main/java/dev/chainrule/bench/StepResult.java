package dev.chainrule.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training step costs.
 *
 * @param name the workload's
 * @param network such as {@code 784-128-10 relu}
 * @param batch rows in a step
 * @param optimizer by name
 * @param stepUs a step on the fast kernels
 * @param productsUs its matrix products alone, on the same BLAS and as many threads, each in the
 *     best arrangement found
 * @param ratio step / products, of the medians
 * @param phasesUs where a step's time goes
 * @param productsOneThreadUs its matrix products alone on one thread
 * @param referenceStepUs a step on the reference kernels; null before {@link #withOthers}
 * @param formulaStepUs a step on the fast kernels with every layer as a formula, likewise
 * @param bytesPerStep what a step on the fast kernels takes of Java's heap, on all threads
 * @param samplesPerSecond rows that go through steps on the fast kernels
 * @param arrangements how each product was given to the threads
 */
public record StepResult(
    String name,
    String network,
    int batch,
    String optimizer,
    Spread stepUs,
    Spread productsUs,
    double ratio,
    PhasesUs phasesUs,
    Spread productsOneThreadUs,
    @Nullable Spread referenceStepUs,
    @Nullable Spread formulaStepUs,
    long bytesPerStep,
    double samplesPerSecond,
    Map<String, String> arrangements) {
  /** The same beside other ways of computing it. */
  StepResult withOthers(Spread reference, Spread formula) {
    return new StepResult(
        name,
        network,
        batch,
        optimizer,
        stepUs,
        productsUs,
        ratio,
        phasesUs,
        productsOneThreadUs,
        reference,
        formula,
        bytesPerStep,
        samplesPerSecond,
        arrangements);
  }
}
