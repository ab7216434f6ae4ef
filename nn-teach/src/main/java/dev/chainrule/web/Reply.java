package dev.chainrule.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An answer as it goes out.
 *
 * @param type of the bytes
 * @param headers besides that
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Reply(int status, String type, byte[] bytes, Map<String, String> headers) {
  private static final String HTML = "text/html; charset=utf-8";

  /** What an endpoint found. */
  static Reply of(Object answer) {
    if (answer instanceof Download file) {
      return new Reply(
          200,
          file.type(),
          file.text().getBytes(StandardCharsets.UTF_8),
          Map.of("Content-Disposition", "attachment; filename=\"" + file.name() + "\""));
    }
    return new Reply(200, Json.TYPE, Json.bytes(answer), Map.of());
  }

  /** A sentence: as JSON for programs, as a small page for people. */
  static Reply of(Refusal refusal, boolean api) {
    String sentence = String.valueOf(refusal.getMessage());
    return new Reply(
        refusal.status(),
        api ? Json.TYPE : HTML,
        api
            ? Json.bytes(Map.of("error", sentence))
            : page(reason(refusal.status()), sentence, refusal.status() != 403)
                .getBytes(StandardCharsets.UTF_8),
        switch (refusal.status()) {
          case 405 -> Map.of("Allow", "GET, HEAD");
          case 408, 413 -> Map.of("Connection", "close"); // the rest of it is not awaited
          case 503 -> Map.of("Retry-After", "1"); // second
          default -> Map.of();
        });
  }

  /** What HTTP calls a status: {@code 404 Not Found}. */
  static String reason(int status) {
    return status + " " + HttpStatus.getMessage(status);
  }

  /** A page that links to the stepper, but not for those who are refused there too. */
  private static String page(String title, String sentence, boolean links) {
    return String.format(
        Locale.ROOT,
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>%1$s</title>
        <h1>%1$s</h1>
        <p>%2$s.</p>
        %3$s</html>
        """,
        escape(title),
        escape(sentence),
        links ? "<p><a href=\"/\">To the stepper</a></p>\n" : "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
