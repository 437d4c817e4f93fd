package io.spanwire.acceptance.history;

/** What must hold, whatever failed. */
public enum Rule {
    /** A client was told one outcome, the table has that one, and no second; after it, the command does not fail. */
    ONE_OUTCOME,
    /** What was turned away at the door, or failed, left no outcome. */
    REFUSED_LEAVES_NOTHING,
    /** Versions are 1..n in each stream, and the stream's row says n. */
    DENSE_VERSIONS,
    /** Positions are 1..n in each partition, and the partition's row says n. */
    DENSE_POSITIONS,
    /** Accepted outcomes and events belong together one to one: nothing lost, nothing twice. */
    EVENTS_OF_OUTCOMES,
    /** Nothing exists that nobody sent, and it says what was sent. */
    NOTHING_UNASKED,
    /** Every expected version matched. */
    EXPECTED_VERSION,
    /** What completed before something else began comes before it. */
    REAL_TIME,
    /** A read shows at least what was acknowledged or delivered before it began. */
    FRESH_READS,
    /** Every subscription saw its stream ascending, without gap or repeat, from where it asked. */
    WATCH_IN_ORDER,
    /** A subscription that is still there has everything. */
    WATCH_COMPLETE,
    /** It is told once that it has caught up, and that is true. */
    CAUGHT_UP_ONCE,
    /** Every event delivered anywhere is the stored one, byte for byte. */
    SAME_EVERYWHERE,
    /** Tables, REST replay and WebSocket from 0 agree. */
    VIEWS_AGREE,
    /** A read model is the fold of the events. */
    READ_MODEL_IS_FOLD,
    /** The stored offset is the last decided + 1, and nothing is left undecided. */
    OFFSETS_DECIDED,
    /** It is the same history all the time. */
    ONE_EPOCH
}
