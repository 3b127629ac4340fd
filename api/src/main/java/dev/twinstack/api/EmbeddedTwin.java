package dev.twinstack.api;

import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.TwinProvider;

/** Starts twins in this process, in memory, on a free port of the loopback address. */
public final class EmbeddedTwin implements TwinProvider {
    @Override
    public RunningTwin start() {
        return Twin.start(CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de")), "127.0.0.1", 0);
    }
}
