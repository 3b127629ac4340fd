package dev.twinstack.emulator.region;

import java.util.List;

/**
 * A kind of disk. Source: EVS API reference, "Querying EVS Disk Types".
 *
 * @param id the same in every twin, as it follows from the name
 * @param name such as {@code SSD}
 * @param zones the names of the availability zones that have it
 */
public record VolumeType(String id, String name, List<String> zones) {
    public VolumeType {
        zones = List.copyOf(zones);
    }
}
