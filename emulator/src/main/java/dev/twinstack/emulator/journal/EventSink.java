package dev.twinstack.emulator.journal;

/** Takes stored events, in the order of {@link Journal#replay}. */
@FunctionalInterface
public interface EventSink {

    /**
     * @param persistenceId the entity's stream
     * @param sequenceNr from 1, without gaps in one stream
     * @param manifest what the serializer that wrote the event called it
     * @param payload the event's bytes; the sink may keep the array
     */
    void event(String persistenceId, long sequenceNr, String manifest, byte[] payload);
}
