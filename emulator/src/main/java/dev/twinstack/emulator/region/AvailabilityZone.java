package dev.twinstack.emulator.region;

/** One of a region's data centres, such as {@code eu-de-01}. */
public record AvailabilityZone(String name) {}
