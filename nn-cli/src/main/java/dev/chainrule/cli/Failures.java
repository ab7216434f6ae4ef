package dev.chainrule.cli;

import java.util.Locale;
import java.util.Optional;

/** Sentences on what ends a program from within: errors of the JVM and of native code. */
final class Failures {
  private static final int DEEPEST = 20; // causes; a chain may be a circle

  private Failures() {}

  /** What to say of {@code thrown}, if it, or what caused it, is such a failure. */
  static Optional<String> sentence(Throwable thrown) {
    Throwable e = thrown;
    for (int i = 0; i < DEEPEST && e != null; i++) {
      Optional<String> sentence = ofOne(e);
      if (sentence.isPresent()) {
        return sentence;
      }
      e = e.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> ofOne(Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof OutOfMemoryError || message.contains("bad_alloc")) {
      return Optional.of(outOfMemory(message.toLowerCase(Locale.ROOT)));
    }
    if (e instanceof StackOverflowError) {
      return Optional.of(
          "this is nested too deeply for Java's stack; make it flatter, or give the stack more room"
              + " with NN_JAVA_OPTS=-Xss64m");
    }
    if (e instanceof UnsatisfiedLinkError) {
      return Optional.of(
          "a native library of ND4J cannot be loaded ("
              + message
              + "); see that this platform is among those of the README and that the folder"
              + " ~/.javacpp can be written to, or delete it to unpack them anew");
    }
    if (e instanceof NoClassDefFoundError || e instanceof ExceptionInInitializerError) {
      return e.getCause() != null && ofOne(e.getCause()).isPresent()
          ? Optional.empty()
          : Optional.of(
              "a part of the program cannot be loaded ("
                  + message
                  + "); rebuild it: delete target/nn and start nn again. --stacktrace shows more");
    }
    return Optional.empty();
  }

  private static String outOfMemory(String message) {
    if (message.contains("native thread")) {
      return "the system gives this process no more threads; take fewer with --threads, or raise the"
          + " limit (ulimit -u)";
    }
    if (message.contains("physical") || message.contains("totalbytes")) {
      return "there is not enough memory outside Java's heap for this; take smaller layers, batches"
          + " or data, or allow more with NN_JAVA_OPTS=-Dorg.bytedeco.javacpp.maxbytes=8g";
    }
    return "there is not enough memory for this; take smaller layers, batches or data, or, if it"
        + " is Java's own that is short, NN_JAVA_OPTS=-Xmx8g";
  }
}
