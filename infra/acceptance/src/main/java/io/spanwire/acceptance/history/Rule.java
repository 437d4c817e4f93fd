package io.spanwire.acceptance.history;

/** The rules that every history must satisfy, whatever failed. */
public enum Rule {
    /** Clients receive one outcome of a command, the stored one, and no failure after it; no second one is stored. */
    ONE_OUTCOME,
    /** A command whose attempts were all refused or failed has no outcome. */
    REFUSED_HAS_NO_OUTCOME,
    /** Versions are 1..n in each stream, and the stream's row has n. */
    DENSE_VERSIONS,
    /** Positions are 1..n in each partition, and the partition's row has n. */
    DENSE_POSITIONS,
    /** Accepted outcomes and events match one to one: none is lost, none is repeated. */
    EVENTS_OF_OUTCOMES,
    /** Outcomes and events come only from commands that clients sent, and contain what was sent. */
    ONLY_SENT_COMMANDS,
    /** An accepted command's expected version matched. */
    EXPECTED_VERSION,
    /** An operation that completed before another one started comes before it. */
    REAL_TIME,
    /** A read shows at least what was acknowledged or delivered before it was sent. */
    FRESH_READS,
    /** A subscription receives its stream in ascending order from its start, without gap or repeat. */
    SUBSCRIPTION_IN_ORDER,
    /** A subscription that has not ended has received everything. */
    SUBSCRIPTION_COMPLETE,
    /** A subscription receives one message that it has caught up, and that is true. */
    CAUGHT_UP_ONCE,
    /** A feed has each of its streams in ascending order; behind a token, nothing is repeated. */
    FEED_IN_ORDER,
    /** A feed has every event of its streams. */
    FEED_COMPLETE,
    /** Every delivered event is the stored one, byte for byte. */
    IDENTICAL_TEXT,
    /** The tables, the REST replay and the WebSocket replay from 0 agree. */
    REPLAYS_AGREE,
    /** A read model is the fold of the events. */
    READ_MODEL_IS_FOLD,
    /** The stored offset is the last decided one + 1, and every command in the log is decided. */
    OFFSETS_DECIDED,
    /** All subscriptions report the same epoch. */
    ONE_EPOCH,
    /** Each event or timer that has an effect has it once, and there are no other effects. */
    EFFECT_ONCE,
    /** A timer's effect is not before its time. */
    TIMER_NOT_EARLY
}
