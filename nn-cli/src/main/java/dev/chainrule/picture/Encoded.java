package dev.chainrule.picture;

/**
 * What of a file makes its picture, without what else it carries: text, colour profiles, thumbnails
 * and further frames. A decoder does not see them, so they can cost it nothing: a few kilobytes of
 * packed text unpack to gigabytes.
 *
 * @param bytes a file of the same format
 * @param orientation how the picture lies in it
 * @param extra bytes that its decoder takes beside those of the result
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
record Encoded(byte[] bytes, Orientation orientation, long extra) {}
