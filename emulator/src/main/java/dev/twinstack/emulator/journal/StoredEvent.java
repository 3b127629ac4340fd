package dev.twinstack.emulator.journal;

/**
 * One row of the journal.
 *
 * @param persistenceId the entity's stream
 * @param sequenceNr from 1, without gaps in one stream
 * @param manifest what the serializer that wrote the event called it
 * @param payload the event's bytes; not copied
 * @param writtenAt when it was handed to the database, in milliseconds since 1970 by the clock of the machine
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record StoredEvent(String persistenceId, long sequenceNr, String manifest, byte[] payload, long writtenAt) {}
