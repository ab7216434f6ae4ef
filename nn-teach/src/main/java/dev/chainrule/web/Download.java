package dev.chainrule.web;

/** An answer that the browser saves as a file. */
record Download(String name, String type, String text) {}
