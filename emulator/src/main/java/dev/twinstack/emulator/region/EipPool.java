package dev.twinstack.emulator.region;

/**
 * Where EIPs of one type come from.
 *
 * @param name also the type an EIP asks for: {@code 5_bgp} (EIP-03)
 * @param type the pool's kind on the v3 interface: {@code bgp}
 * @param assignable false for a type that exists but can no longer be had
 */
public record EipPool(String id, String name, String type, boolean assignable) {}
