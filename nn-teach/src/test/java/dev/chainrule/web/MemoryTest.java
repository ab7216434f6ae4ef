package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.stepper.SnapshotCache;
import org.junit.jupiter.api.Test;

/** However many ask, the server keeps no more than it may. */
final class MemoryTest {
  private static final long BUDGET = 8L << 20;

  @Test
  void manyScenariosStayWithinTheBudget() throws Exception {
    SnapshotCache snapshots = new SnapshotCache(BUDGET);
    try (WebServer server = WebServer.start(0, snapshots, Client.PATIENCE)) {
      Client client = new Client(server);
      for (int seed = 0; seed < 40; seed++) {
        JsonNode walk =
            client.get("/api/walk", "data", "digits", "seed", "" + seed, "points", "20").json();
        assertThat(walk.get("network").get("parameters").asInt()).isEqualTo(25_450);
        assertThat(snapshots.bytes()).isLessThanOrEqualTo(BUDGET);
      }
      // Nobody notices what was dropped.
      JsonNode first =
          client.get("/api/walk", "data", "digits", "seed", "0", "points", "20").json();
      JsonNode again =
          client.get("/api/walk", "data", "digits", "seed", "0", "points", "20").json();
      assertThat(again).isEqualTo(first);
    }
  }

  /** All of a user's state is in the address: two browsers have two sessions. */
  @Test
  void twoUsersDoNotMeet() throws Exception {
    try (WebServer server = WebServer.start(0, new SnapshotCache(), Client.PATIENCE)) {
      Client one = new Client(server);
      Client other = new Client(server);
      JsonNode before = one.get("/api/walk").json();
      for (int i = 1; i < 10; i++) {
        assertThat(other.get("/api/walk", "log", "u" + i).status()).isEqualTo(200);
        assertThat(one.get("/api/walk").json()).isEqualTo(before);
      }
    }
  }
}
