package dev.chainrule.stepper;

import dev.chainrule.trace.TraceJson;
import dev.chainrule.trace.TraceMarkdown;
import dev.chainrule.trace.TraceText;
import java.util.function.Function;

/** The forms in which the steps of a snapshot are written out. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Export {
  /** Plain text. */
  TEXT("txt", "text/plain; charset=utf-8", snapshot -> TraceText.write(snapshot.trace())),
  /** Markdown with LaTeX. */
  MARKDOWN("md", "text/markdown; charset=utf-8", snapshot -> TraceMarkdown.write(snapshot.trace())),
  /** JSON by the published schema. */
  JSON("json", "application/json; charset=utf-8", snapshot -> TraceJson.write(snapshot.trace())),
  /** One page that needs no network. */
  HTML("html", "text/html; charset=utf-8", HtmlPage::write);

  private final String extension;
  private final String mediaType;
  private final Function<Snapshot, String> writer;

  Export(String extension, String mediaType, Function<Snapshot, String> writer) {
    this.extension = extension;
    this.mediaType = mediaType;
    this.writer = writer;
  }

  /** What a file's name ends in, without the dot. */
  public String extension() {
    return extension;
  }

  /** For the Content-Type of an answer. */
  public String mediaType() {
    return mediaType;
  }

  /** The snapshot's next update, all of its steps. */
  public String write(Snapshot snapshot) {
    return writer.apply(snapshot);
  }
}
