package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a class path are served. */
final class AssetsTest {
  @TempDir private Path root;

  @BeforeEach
  void write() throws IOException {
    Path page = Files.createDirectories(root.resolve("dev/chainrule/web"));
    Files.createDirectories(page.resolve("sub"));
    for (String name : new String[] {"a.html", "sub/b.mjs", "c.svg", "Secret.class", ".d.html"}) {
      Files.writeString(page.resolve(name), name);
    }
    Files.writeString(root.resolve("secret.json"), "secret");
    Files.writeString(root.resolve("dev/secret.json"), "secret");
  }

  private java.util.Optional<Assets.Asset> page(String path) throws IOException {
    try (URLClassLoader classes =
        new URLClassLoader(new URL[] {root.toUri().toURL()}, getClass().getClassLoader())) {
      return new Assets(classes).page(path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.html, text/html; charset=utf-8",
    "sub/b.mjs, text/javascript; charset=utf-8",
    "c.svg, image/svg+xml"
  })
  void filesOfThePageAre(String path, String type) throws IOException {
    Assets.Asset asset = page(path).orElseThrow();
    assertThat(asset.type()).isEqualTo(type);
    assertThat(new String(asset.bytes(), StandardCharsets.UTF_8)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "missing.html",
        "Secret.class",
        ".d.html",
        "../secret.json",
        "../../../secret.json",
        "sub/../a.html",
        "sub//b.mjs",
        "/a.html",
        "sub",
        "sub/",
        "a.html/",
        "a.html\0",
        "..%2f..%2fsecret.json",
        "sub\\b.mjs",
        "C:a.html",
        "ä.html"
      })
  void othersAreNot(String path) throws IOException {
    assertThat(page(path)).isEmpty();
  }

  @Test
  void katexIsThereInOneVersion() {
    Assets assets = new Assets(getClass().getClassLoader());
    assertThat(assets.katex("katex.mjs")).isPresent();
    assertThat(assets.katex("../package.json")).isEmpty();
  }
}
