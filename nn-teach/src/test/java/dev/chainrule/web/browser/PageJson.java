package dev.chainrule.web.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** JSON as trees. */
final class PageJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PageJson() {}

  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("this should be JSON: " + text, e);
    }
  }

  /** The address that an entry of Chromium's performance log asks for, if it asks for one. */
  static Optional<String> requestOf(String entry) {
    JsonNode message = read(entry).path("message");
    return switch (message.path("method").asText()) {
      case "Network.requestWillBeSent" -> Optional.of(message.at("/params/request/url").asText());
      case "Network.webSocketCreated" -> Optional.of(message.at("/params/url").asText());
      default -> Optional.empty();
    };
  }

  /** A number, also one that JSON has only as a string. */
  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble(Double.NaN);
  }
}
