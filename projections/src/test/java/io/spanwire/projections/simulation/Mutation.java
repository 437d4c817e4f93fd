package io.spanwire.projections.simulation;

/** A bug planted in Spanwire, to test the simulation itself. */
enum Mutation {
    /** A batch is accepted whatever the stored offset. */
    CLAIM_NOT_CHECKED,
    /** Commands decided before are not looked up. */
    OUTCOMES_NOT_LOOKED_UP,
    /** Commands decided before are not looked up, and the database accepts a second outcome. */
    OUTCOMES_NOT_UNIQUE,
    /** A relay that takes over a partition assumes that everything committed was sent. */
    NO_CATCH_UP,
    /** Cached states are not dropped when the claim is lost, and the database accepts a version twice. */
    CACHE_NOT_INVALIDATED,
    /** Parked streams are not looked up, so later commands overtake the waiting ones. */
    PARKED_NOT_LOOKED_UP,
    /** Waiting commands are not decided in their order. */
    PARKED_OUT_OF_ORDER,
    /** The progress of an order is not looked up. */
    ORDER_PROGRESS_NOT_LOOKED_UP,
    /** A command that was handed over takes the place of the one before it, which was not. */
    HANDOVER_CLOSES_GAPS,
    /** Events are relayed before their transaction commits. */
    RELAYED_BEFORE_COMMIT
}
