package dev.chainrule.param;

/** The types of numbers that the safetensors format has, of which we read two. */
final class SafeTensorsType {
  private SafeTensorsType() {}

  /** How many bits a number has; 0 for a type that the format has not. */
  static int bits(String dtype) {
    return switch (dtype) {
      case "F4" -> 4;
      case "F6_E2M3", "F6_E3M2" -> 6;
      case "BOOL", "U8", "I8" -> 8;
      case "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ" -> 8;
      case "I16", "U16", "F16", "BF16" -> 16;
      case "I32", "U32", "F32" -> 32;
      case "I64", "U64", "F64", "C64" -> 64;
      default -> 0;
    };
  }
}
