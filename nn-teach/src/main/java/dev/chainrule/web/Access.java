package dev.chainrule.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a server listens, and by which names it may be asked. By default at 127.0.0.1 alone, by
 * that name and {@code localhost}: whoever comes by another name may be a page of another site that
 * sent the browser here (DNS rebinding).
 *
 * <pre>{@code
 * Access.local(7770)                                          // this machine, nobody else
 * Access.local(7770).withAllowedHosts(List.of("localhost:9000"))  // and by a forwarded port
 * Access.local(7770).withHost("0.0.0.0")                      // every address of this machine
 * }</pre>
 *
 * @param host the address to listen at
 * @param port 0 for one that is free
 * @param allowedHosts further names, as a browser's address has them: {@code NAME:PORT}, or {@code
 *     NAME} for every port
 */
public record Access(String host, int port, List<String> allowedHosts) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> EVERY_ADDRESS = List.of("0.0.0.0", "::", "[::]");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there is no such port, or no such name
   */
  public Access {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "a port is a number from 1 to 65535, or 0 for one that is free; got " + port);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException(
          "the address to listen at is empty: give one of this machine, such as 0.0.0.0 for all");
    }
    for (String name : allowedHosts) {
      if (Authority.parse(name).isEmpty()) {
        throw new IllegalArgumentException(
            "an allowed host is NAME or NAME:PORT as in the browser's address, without http:// and"
                + " without /, such as localhost:9000 or [::1]:9000; got "
                + Parameters.quote(name));
      }
    }
    allowedHosts = List.copyOf(allowedHosts);
  }

  /** This machine alone. */
  public static Access local(int port) {
    return new Access(LOOPBACK, port, List.of());
  }

  /** This access at another port. */
  public Access withPort(int other) {
    return new Access(host, other, allowedHosts);
  }

  /** This access at another address; {@code 0.0.0.0} or {@code ::} for all of this machine. */
  public Access withHost(String other) {
    return new Access(other, port, allowedHosts);
  }

  /** This access with these further names, in place of those before. */
  public Access withAllowedHosts(List<String> names) {
    return new Access(host, port, names);
  }

  /** Whether only programs on this machine can reach it. */
  public boolean isLocal() {
    return host.startsWith("127.")
        || List.of("localhost", "::1", "[::1]").contains(host.toLowerCase(Locale.ROOT));
  }

  /** The address of its page on this machine. */
  String page(int localPort) {
    String name = EVERY_ADDRESS.contains(host) ? LOOPBACK : host;
    boolean bare = name.contains(":") && !name.startsWith("[");
    return "http://" + (bare ? "[" + name + "]" : name) + ":" + localPort + "/";
  }

  /**
   * Whether a browser that asks by this name was sent by nobody else.
   *
   * @param local the address and port at which the connection came in
   */
  boolean accepts(Authority asked, Authority local) {
    return isOwn(asked, local) || allowed().stream().anyMatch(name -> name.covers(asked));
  }

  /**
   * Whether a page of this origin is ours. Under a further name it may have come by HTTPS, by way
   * of whoever forwards.
   *
   * @param asked the name in the request
   */
  boolean acceptsOrigin(String origin, Authority asked, Authority local) {
    boolean secure = origin.startsWith("https://");
    if (!secure && !origin.startsWith("http://")) {
      return false;
    }
    return Authority.parse(origin.substring(origin.indexOf("//") + 2))
        .filter(
            from ->
                isOwn(from, local)
                    ? !secure
                    : allowed().stream().anyMatch(name -> isOf(name, from, asked)))
        .isPresent();
  }

  /** A name without a port is not that of every page that is served there, at any port. */
  private static boolean isOf(Authority name, Authority from, Authority asked) {
    boolean sameServer = from.equals(asked) || from.port().isEmpty() || name.port().isPresent();
    return sameServer && name.covers(from);
  }

  /** A numeric address cannot be bound to another machine anew, as a name can. */
  private static boolean isOwn(Authority asked, Authority local) {
    List<String> names = new ArrayList<>(List.of(LOOPBACK, "localhost", local.name()));
    boolean samePort = asked.port().orElse(80) == local.port().orElseThrow();
    return samePort && names.contains(asked.name());
  }

  private List<Authority> allowed() {
    return allowedHosts.stream().flatMap(name -> Authority.parse(name).stream()).toList();
  }
}
