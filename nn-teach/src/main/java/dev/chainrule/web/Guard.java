package dev.chainrule.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Looks at every request before anything else does, and refuses what does not come from the page
 * itself. A page of another site may send a browser here, even under another name for 127.0.0.1
 * (DNS rebinding); but then Host, Origin or Sec-Fetch-Site say so.
 */
final class Guard extends Handler.Wrapper {
  /** The one path that takes a body. */
  static final String UPLOAD = "/api/data";

  private static final int LONGEST_TARGET = 16_384; // bytes of path and query
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> OURS = Set.of("none", "same-origin"); // typed; of the page
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final Access access;

  Guard(Access access) {
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    secure(response.getHeaders());
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      Faults.write(refusal.get(), request, response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  /** What every answer says to the browser. */
  static void secure(HttpFields.Mutable headers) {
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store"); // but for assets
  }

  private Optional<Refusal> refusal(Request request) {
    HttpFields headers = request.getHeaders();
    String path = request.getHttpURI().getPath();
    Authority local = Authority.of(Request.getLocalAddr(request), Request.getLocalPort(request));
    String host = String.valueOf(headers.get(HttpHeader.HOST));
    Optional<Authority> asked = Authority.parse(host).filter(name -> access.accepts(name, local));
    String target = String.valueOf(request.getHttpURI().getAuthority());
    boolean sameTarget =
        Authority.parse(target).filter(name -> access.accepts(name, local)).isPresent();
    if (asked.isEmpty() || !sameTarget) {
      return Optional.of(new Refusal(403, stranger(asked.isEmpty() ? host : target, local)));
    }
    for (HttpField origin : headers.getFields(HttpHeader.ORIGIN)) {
      if (!access.acceptsOrigin(String.valueOf(origin.getValue()), asked.get(), local)) {
        return refuse(403, "only the page at http://%s may ask this server", asked.get());
      }
    }
    boolean api = path != null && path.startsWith("/api");
    String site = headers.get("Sec-Fetch-Site");
    if (api && site != null && !OURS.contains(site)) {
      return refuse(403, "only the page at http://%s may ask this server", asked.get());
    }
    if (!READING.contains(request.getMethod())
        && !("POST".equals(request.getMethod()) && UPLOAD.equals(path))) {
      return Optional.of(
          new Refusal(405, "everything here is read with GET; only " + UPLOAD + " takes a POST"));
    }
    if (request.getHttpURI().getPathQuery().length() > LONGEST_TARGET) {
      return Optional.of(
          new Refusal(
              414,
              String.format(
                  Locale.ROOT,
                  "the address is longer than %d characters: take fewer changes, or post the data",
                  LONGEST_TARGET)));
    }
    if (headers.contains("Sec-WebSocket-Version") || headers.contains(HttpHeader.UPGRADE)) {
      return Optional.of(new Refusal(400, "this server speaks plain HTTP only"));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(int status, String format, Authority asked) {
    return Optional.of(new Refusal(status, String.format(Locale.ROOT, format, asked)));
  }

  /** To someone who comes by a name that is not ours, perhaps through a port that is forwarded. */
  private static String stranger(String name, Authority local) {
    String known =
        String.format(
            Locale.ROOT,
            "this server answers to 127.0.0.1:%1$d and localhost:%1$d, not to %2$s",
            local.port().orElseThrow(),
            Parameters.quote(name));
    return Authority.parse(name)
        .map(
            wanted ->
                known
                    + ". If you reach it by a forwarded port or in a container, start it with"
                    + " --allow-host "
                    + wanted)
        .orElse(known);
  }
}
