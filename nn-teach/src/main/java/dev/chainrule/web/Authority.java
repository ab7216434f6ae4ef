package dev.chainrule.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name and port of a server, as {@code Host}, an origin and an address have them. Upper and lower
 * case are one, and so are the ways to write an address of IPv6.
 *
 * @param name {@code localhost}, {@code 127.0.0.1} or {@code [0:0:0:0:0:0:0:1]}
 * @param port empty where none was written
 */
record Authority(String name, OptionalInt port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[0-9a-z_.-]{1,253})(?::([0-9]{1,5}))?");
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** What was written; empty where that is no name with or without a port. */
  static Optional<Authority> parse(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return Optional.empty();
    }
    String digits = form.group(2);
    if (digits == null) {
      return named(form.group(1)).map(name -> new Authority(name, OptionalInt.empty()));
    }
    int port = Integer.parseInt(digits);
    return port < 1 || port > 65_535
        ? Optional.empty()
        : named(form.group(1)).map(name -> new Authority(name, OptionalInt.of(port)));
  }

  /** A numeric address of this machine, and a port of it. */
  static Authority of(String address, int port) {
    String name = address.contains(":") ? "[" + address.split("%", 2)[0] + "]" : address;
    return new Authority(named(name).orElse(name), OptionalInt.of(port));
  }

  private static Optional<String> named(String name) {
    if (!name.startsWith("[")) {
      return Optional.of(name);
    }
    try { // an address in brackets is read, and nobody asked for it
      String address = InetAddress.getByName(name).getHostAddress();
      return Optional.of(address.contains(":") ? "[" + address + "]" : address);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether they have one name, and this port, if it has one, is the other's or stands for it. */
  boolean covers(Authority other) {
    if (!name.equals(other.name)) {
      return false;
    }
    if (port.isEmpty() || port.equals(other.port)) {
      return true;
    }
    boolean usual = port.getAsInt() == HTTP || port.getAsInt() == HTTPS;
    return usual && other.port.isEmpty();
  }

  /** As it is written in an address. */
  @Override
  public String toString() {
    return port.isPresent() ? name + ":" + port.getAsInt() : name;
  }
}
