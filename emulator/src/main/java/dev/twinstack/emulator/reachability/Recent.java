package dev.twinstack.emulator.reachability;

import java.util.LinkedHashMap;
import java.util.Map;

/** The entries last used, and no more than so many. Not thread-safe. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 64;

    Recent() {
        super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
    }
}
