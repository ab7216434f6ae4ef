package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names, ports and origins a server may be asked. */
final class AccessTest {
  private static final int PORT = 7770;

  private static Access allowing(String... names) {
    return Access.local(PORT).withAllowedHosts(List.of(names));
  }

  private static boolean accepts(Access access, String asked, String localAddress) {
    Optional<Authority> name = Authority.parse(asked);
    return name.isPresent() && access.accepts(name.get(), Authority.of(localAddress, PORT));
  }

  @ParameterizedTest
  @CsvSource({
    "box:9000, box:9000, true",
    "BOX:9000, box:9000, true",
    "box:9000, Box:9000, true",
    "box:9000, box:9001, false",
    "box:9000, box, false",
    "box:9000, box.:9000, false",
    "box:9000, sub.box:9000, false",
    "box:9000, box.evil.example:9000, false",
    "box:9000, evilbox:9000, false",
    "box, box, true",
    "box, box:1, true",
    "box, box:65535, true",
    "box, box:0, false",
    "box, box:65536, false",
    "box, xbox:9000, false",
    "box:80, box, true",
    "box:443, box, true",
    "localhost:9000, localhost:9000, true",
    "localhost:9000, localhost:9001, false",
    "localhost:9000, 127.0.0.1:9000, false",
    "localhost:9000, localhost:7770, true",
    "[::1]:9000, [::1]:9000, true",
    "[::1]:9000, [0:0:0:0:0:0:0:1]:9000, true",
    "[FE80::A]:9000, [fe80::a]:9000, true",
    "[::1]:9000, [::2]:9000, false",
    "[::1]:9000, [::1]:7770, false",
    "[::1], ::1, false",
    "box:9000, evil.example:7770, false",
    "box:9000, user@box:9000, false",
    "box:9000, box:9000/, false",
    "box:9000, 'box:9000, evil.example', false",
    "box:9000, [box]:9000, false",
    "box:9000, '', false",
  })
  void whatIsAllowedIsAcceptedAndNothingElse(String allowed, String asked, boolean accepted) {
    assertThat(accepts(allowing(allowed), asked, "127.0.0.1")).isEqualTo(accepted);
  }

  /** Where it listens elsewhere, its own numeric address is a name that nobody can bind anew. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7:7770, true",
    "192.0.2.7, 192.0.2.8:7770, false",
    "192.0.2.7, 192.0.2.7:9000, false",
    "192.0.2.7, localhost:7770, true",
    "192.0.2.7, box:7770, false",
    "0:0:0:0:0:0:0:1, [::1]:7770, true",
    "0:0:0:0:0:0:0:1, [0:0::1]:7770, true",
    "fe80:0:0:0:0:0:0:a%eth0, [fe80::a]:7770, true",
    "127.0.0.1, [::1]:7770, false",
  })
  void itsOwnAddressIsAccepted(String local, String asked, boolean accepted) {
    assertThat(accepts(Access.local(PORT).withHost("::"), asked, local)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    // what is allowed, the host that is asked, the origin of the page that asks
    "box:9000, box:9000, http://box:9000, true",
    "box:9000, box:9000, https://box:9000, true",
    "box:9000, box:9000, http://BOX:9000, true",
    "box:9000, box:9000, http://box:9001, false",
    "box:9000, box:9000, http://evil.example, false",
    "box:9000, box:9000, ftp://box:9000, false",
    "box:9000, box:9000, null, false",
    "box:9000, box:9000, http://127.0.0.1:7770, true",
    "box:9000, 127.0.0.1:7770, http://box:9000, true",
    "box, box:9000, http://box:9000, true",
    "box, box:9000, http://box:3000, false",
    "box, 127.0.0.1:7770, https://box, true",
    "localhost, localhost:9000, http://localhost:3000, false",
    "box, 127.0.0.1:7770, https://127.0.0.1:7770, false",
  })
  void anOriginIsOneOfTheNames(String allowed, String asked, String origin, boolean accepted) {
    Authority host = Authority.parse(asked).orElseThrow();
    Authority local = Authority.of("127.0.0.1", PORT);
    assertThat(allowing(allowed).acceptsOrigin(origin, host, local)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "*.box",
        "http://box",
        "box/",
        "box:",
        "box:x",
        "::1",
        "[::1",
        "a b"
      })
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> allowing(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NAME or NAME:PORT as in the browser's address");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true, http://127.0.0.1:7770/",
    "127.0.0.2, true, http://127.0.0.2:7770/",
    "localhost, true, http://localhost:7770/",
    "::1, true, http://[::1]:7770/",
    "[::1], true, http://[::1]:7770/",
    "0.0.0.0, false, http://127.0.0.1:7770/",
    "::, false, http://127.0.0.1:7770/",
    "192.0.2.7, false, http://192.0.2.7:7770/",
  })
  void thePageIsWhereABrowserFindsIt(String host, boolean local, String page) {
    Access access = Access.local(PORT).withHost(host);
    assertThat(access.isLocal()).isEqualTo(local);
    assertThat(access.page(PORT)).isEqualTo(page);
  }
}
