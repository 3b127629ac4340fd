-- The tables of Pekko Persistence JDBC 1.1, as far as Twinstack writes them.
-- COLLATE "C": ids compare by bytes whatever the database's locale, so that a prefix is a range of the primary key.
-- "ordering" has no index: only tags and queries by offset would use it, and there are none.
CREATE TABLE IF NOT EXISTS event_journal (
    ordering BIGSERIAL,
    persistence_id VARCHAR(255) COLLATE "C" NOT NULL,
    sequence_number BIGINT NOT NULL,
    deleted BOOLEAN DEFAULT FALSE NOT NULL,
    writer VARCHAR(255) NOT NULL,
    write_timestamp BIGINT,
    adapter_manifest VARCHAR(255),
    event_ser_id INTEGER NOT NULL,
    event_ser_manifest VARCHAR(255) NOT NULL,
    event_payload BYTEA NOT NULL,
    meta_ser_id INTEGER,
    meta_ser_manifest VARCHAR(255),
    meta_payload BYTEA,
    PRIMARY KEY (persistence_id, sequence_number)
);

-- The nodes that share this journal. Only rosters of several nodes write here.
CREATE TABLE IF NOT EXISTS twinstack_node (
    node VARCHAR(36) PRIMARY KEY,
    -- where other nodes reach it, host:port, and which incarnation of it this is
    address VARCHAR(255) NOT NULL,
    incarnation BIGINT NOT NULL,
    -- by the database's clock
    seen TIMESTAMPTZ NOT NULL,
    -- it is a member: whoever comes joins it
    member BOOLEAN NOT NULL,
    -- it was shut out, for good
    fenced BOOLEAN NOT NULL
);
