package dev.chainrule.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The page's files, out of the class path, and those of KaTeX, out of its WebJar: files of these
 * two folders whose names and types are expected, and nothing else of the class path.
 */
final class Assets {
  private static final String PAGE = "dev/chainrule/web/";
  private static final String KATEX = "META-INF/resources/webjars/katex/";
  private static final String KATEX_VERSION = "META-INF/maven/org.webjars.npm/katex/pom.properties";

  /** Parts of a path begin with a letter or digit, so none is {@code ..} or empty. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("woff", "font/woff"),
          Map.entry("ttf", "font/ttf"));

  /** A file as it is sent. */
  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  record Asset(String type, byte[] bytes) {}

  private final ClassLoader classes;
  private final String katex;

  /** Finds KaTeX's version, which its folder is named by, so that the page need not know it. */
  Assets(ClassLoader classes) {
    this.classes = classes;
    try (InputStream in = classes.getResourceAsStream(KATEX_VERSION)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      String version = properties.getProperty("version");
      if (version == null) {
        throw new IllegalStateException(
            "KaTeX's WebJar (org.webjars.npm:katex) is not on the class path");
      }
      this.katex = KATEX + version + "/dist/";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the page by its path, such as {@code index.html}. */
  Optional<Asset> page(String path) {
    return find(PAGE, path);
  }

  /** A file of KaTeX by its path, such as {@code katex.min.js}. */
  Optional<Asset> katex(String path) {
    return find(katex, path);
  }

  private Optional<Asset> find(String folder, String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null || !PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    try (InputStream in = classes.getResourceAsStream(folder + path)) {
      return in == null ? Optional.empty() : Optional.of(new Asset(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
