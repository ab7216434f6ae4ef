package dev.chainrule.data;

/** One of the things that {@link LoadOptions} may say, and that a data set may have a use for. */
public enum LoadOption {
  /** {@link LoadOptions#dataDirectory}: sets that are read from files. */
  DIRECTORY,
  /** {@link LoadOptions#rows}. */
  ROWS,
  /** {@link LoadOptions#noise}: problems in the plane. */
  NOISE,
  /** {@link LoadOptions#seed}: sets that are drawn at random. */
  SEED;

  /** Whether {@code options} say anything of this. */
  public boolean isIn(LoadOptions options) {
    return switch (this) {
      case DIRECTORY -> options.dataDirectory().isPresent();
      case ROWS -> options.rows().isPresent();
      case NOISE -> options.noise().isPresent();
      case SEED -> options.seed().isPresent();
    };
  }

  /** The name in messages: that of the record's component. */
  @Override
  public String toString() {
    return switch (this) {
      case DIRECTORY -> "dataDirectory";
      case ROWS -> "rows";
      case NOISE -> "noise";
      case SEED -> "seed";
    };
  }
}
