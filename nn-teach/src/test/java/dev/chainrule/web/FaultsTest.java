package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said, and what is logged, of exceptions. */
final class FaultsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Faults.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
  }

  @AfterEach
  void forget() {
    logger.detachAppender(logged);
    logger.setAdditive(true);
  }

  @Test
  void faultsOfTheProgramAreLoggedAndNotTold() {
    for (Throwable fault :
        new Throwable[] {
          new NullPointerException("secret"),
          new IllegalStateException("secret"),
          new IndexOutOfBoundsException("secret"),
          new ArithmeticException("/ by zero"),
          new IllegalArgumentException(),
          new ExecutionException(new StackOverflowError("secret"))
        }) {
      logged.list.clear();
      Reply reply = Reply.of(Faults.of(fault), true);
      assertThat(reply.status()).isEqualTo(500);
      assertThat(new String(reply.bytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"error\":\"this is a fault of the program, logged where the server was started\"}");
      assertThat(logged.list).hasSize(1);
      assertThat(logged.list.get(0).getThrowableProxy()).isNotNull();
    }
  }

  @Test
  void requestsAtFaultAreToldWhyAndNotLogged() {
    Refusal refusal = Faults.of(new IllegalArgumentException("order must not be negative"));
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal).hasMessage("order must not be negative");
    assertThat(Faults.of(new Refusal(413, "too large")).status()).isEqualTo(413);
    assertThat(Faults.of(new InterruptedException()).status()).isEqualTo(503);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void wantOfMemoryIsNoFault() {
    Refusal refusal = Faults.of(new ExecutionException(new OutOfMemoryError("Java heap space")));
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal).hasMessageContaining("take smaller layers");
    assertThat(logged.list).hasSize(1);
  }
}
