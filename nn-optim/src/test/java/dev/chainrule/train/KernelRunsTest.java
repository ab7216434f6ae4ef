package dev.chainrule.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Gelu;
import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Sigmoid;
import dev.chainrule.data.Digits;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.optim.ClipByGlobalNorm;
import dev.chainrule.optim.L2;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.optim.RmsProp;
import dev.chainrule.optim.Rule;
import dev.chainrule.optim.Scheduled;
import dev.chainrule.schedule.Cosine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole training runs on the fast kernels and on the reference: the same course, up to the rounding
 * of floats; and the same bits from the same number of threads.
 */
final class KernelRunsTest {
  private static final KernelChoice FAST = KernelChoice.best().withThreads(1);
  private static final KernelChoice REFERENCE = FAST.withKind(KernelChoice.Kind.REFERENCE);

  /** Large enough for three threads to share everything that can be shared. */
  private static final Dataset DATA = Digits.generate(600, 1);

  private static Network network(Activation activation) {
    Dense hidden = Dense.of(96, activation);
    return Network.of(DATA.inputShape(), Sequential.of(hidden, new Dropout(0.1), Dense.of(10)), 1);
  }

  private static History train(Network network, Rule rule, KernelChoice choice) {
    return new Trainer(network, new SoftmaxCrossEntropy(), rule)
        .withBatch(128)
        .withEpochs(2)
        .withValidation(DATA)
        .withKernels(choice)
        .fit(DATA);
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    Optimizers.TABLE.asMap().forEach((name, rule) -> rules.put(name, rule.apply(2e-3)));
    rules.put("adam, scheduled", Adam.of(2e-3).then(new Scheduled(new Cosine(10, 0))));
    rules.put(
        "l2, clipped", new L2(1e-3, false).then(new ClipByGlobalNorm(0.5)).then(Adam.of(2e-3)));
    Rule clip = new ClipByGlobalNorm(0.05);
    Rule cosine = new Scheduled(new Cosine(10, 0.3));
    rules.put("clipped rmsprop", clip.then(RmsProp.of(2e-3)));
    rules.put("scheduled before rmsprop", cosine.then(RmsProp.of(2e-3)));
    rules.put("adam without memory of g", clip.then(new Adam(2e-3, 0, 0.99, 1e-8)));
    rules.put("l2 of all", new L2(1e-3, true).then(Adam.of(2e-3)));
    return rules;
  }

  @Test
  void everyOptimizerTakesTheSameCourse() {
    rules()
        .forEach(
            (name, rule) -> {
              History expected = train(network(new Relu()), rule, REFERENCE);
              for (int threads : new int[] {1, 3}) {
                History actual = train(network(new Relu()), rule, FAST.withThreads(threads));
                for (int i = 0; i < 2; i++) {
                  Epoch e = expected.epochs().get(i);
                  Epoch a = actual.epochs().get(i);
                  assertThat(a.loss()).as(name).isCloseTo(e.loss(), within(2e-4 * e.loss()));
                  assertThat(a.validationLoss().orElseThrow())
                      .as(name)
                      .isCloseTo(
                          e.validationLoss().orElseThrow(),
                          within(5e-4 * e.validationLoss().orElseThrow()));
                }
              }
            });
  }

  @Test
  void activationsOfEitherKindTakeTheSameCourse() {
    for (Activation activation : new Activation[] {new Sigmoid(), new Gelu()}) {
      Epoch expected = train(network(activation), Adam.of(2e-3), REFERENCE).epochs().get(1);
      Epoch actual = train(network(activation), Adam.of(2e-3), FAST).epochs().get(1);
      assertThat(actual.loss()).isCloseTo(expected.loss(), within(2e-4 * expected.loss()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theSameThreadsGiveTheSameBits(int threads) {
    float[] first = null;
    for (int i = 0; i < 3; i++) {
      Network network = network(new Relu());
      train(network, Adam.of(2e-3), FAST.withThreads(threads));
      float[] numbers = network.params().flat().dup().data().asFloat();
      if (first != null) {
        assertThat(numbers).isEqualTo(first);
      }
      first = numbers;
    }
  }
}
