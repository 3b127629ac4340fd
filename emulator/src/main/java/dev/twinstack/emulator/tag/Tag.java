package dev.twinstack.emulator.tag;

/** One tag; its value may be blank, its key may not. */
public record Tag(String key, String value) {}
