-- Records, journal and jobs.
--
-- H2 commits every statement that defines something, so a run that is cut leaves the first few done: every statement here can be run
-- again. Character columns compare by UTF-16 code unit, H2's order where no collation is set.
-- Instants are microseconds since 1970; 9223372036854775807 stands for never.

CREATE TABLE IF NOT EXISTS itops_head (
    id INTEGER PRIMARY KEY,
    -- the size and the peaks of the Merkle tree over the journal; the size is the last sequence number given out
    frontier CHARACTER VARYING(4200) NOT NULL,
    -- the last place that was given to a job
    job_order BIGINT NOT NULL
);

INSERT INTO itops_head (id, frontier, job_order)
    SELECT 1, '0', 0 WHERE NOT EXISTS (SELECT 1 FROM itops_head WHERE id = 1);

CREATE TABLE IF NOT EXISTS itops_record (
    type CHARACTER VARYING(64) NOT NULL,
    id CHARACTER VARYING(400) NOT NULL,
    version BIGINT NOT NULL,
    schema_version INTEGER NOT NULL,
    -- how many of the index slots the record has; the others are empty
    slots INTEGER NOT NULL,
    slot0 CHARACTER VARYING NOT NULL,
    slot1 CHARACTER VARYING NOT NULL,
    slot2 CHARACTER VARYING NOT NULL,
    slot3 CHARACTER VARYING NOT NULL,
    json CHARACTER VARYING NOT NULL,
    PRIMARY KEY (type, id)
);

CREATE INDEX IF NOT EXISTS itops_record_slot0 ON itops_record (type, slot0, id);

CREATE INDEX IF NOT EXISTS itops_record_slot1 ON itops_record (type, slot1, id);

CREATE INDEX IF NOT EXISTS itops_record_slot2 ON itops_record (type, slot2, id);

CREATE INDEX IF NOT EXISTS itops_record_slot3 ON itops_record (type, slot3, id);

CREATE TABLE IF NOT EXISTS itops_journal (
    seq BIGINT PRIMARY KEY,
    json CHARACTER VARYING NOT NULL
);

CREATE TABLE IF NOT EXISTS itops_journal_subject (
    type CHARACTER VARYING(64) NOT NULL,
    id CHARACTER VARYING(400) NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (type, id, seq)
);

CREATE TABLE IF NOT EXISTS itops_job (
    -- the order of commits: a lane is worked through in it
    job_order BIGINT PRIMARY KEY,
    id CHARACTER VARYING(400) NOT NULL,
    type CHARACTER VARYING(64) NOT NULL,
    lane CHARACTER VARYING(400),
    timer_type CHARACTER VARYING(64),
    timer_id CHARACTER VARYING(400),
    timer_name CHARACTER VARYING(64),
    due BIGINT NOT NULL,
    payload CHARACTER VARYING NOT NULL,
    -- when it may be handed out next, were there nothing else in its way: its due instant, or that of a retry
    not_before BIGINT NOT NULL,
    -- the same if nothing is in its way; never while it is claimed, marked, or behind another of its lane
    ready_at BIGINT NOT NULL,
    -- the end of the newest claim's lease; never if it was not claimed since it was added or last retried
    lease_until BIGINT NOT NULL,
    attempt INTEGER NOT NULL,
    -- 0 free, 1 claimed, 2 cancelled while it was claimed
    claim_state INTEGER NOT NULL
);

CREATE UNIQUE INDEX IF NOT EXISTS itops_job_id ON itops_job (id);

CREATE UNIQUE INDEX IF NOT EXISTS itops_job_timer ON itops_job (timer_type, timer_id, timer_name);

CREATE UNIQUE INDEX IF NOT EXISTS itops_job_lane ON itops_job (lane, job_order);

CREATE INDEX IF NOT EXISTS itops_job_ready ON itops_job (type, ready_at, job_order);

CREATE INDEX IF NOT EXISTS itops_job_lease ON itops_job (ready_at, lease_until, claim_state, type);

CREATE TABLE IF NOT EXISTS itops_lane (
    lane CHARACTER VARYING(400) PRIMARY KEY,
    -- the only job of the lane that may be handed out
    head BIGINT NOT NULL
);
