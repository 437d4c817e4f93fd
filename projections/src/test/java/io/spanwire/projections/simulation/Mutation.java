package io.spanwire.projections.simulation;

/** A way to break Spanwire for a test of the simulation itself. */
enum Mutation {
    /** Whatever the stored offset, the batch is taken for ours. */
    CLAIM_NOT_CHECKED,
    /** Commands decided before are not looked up. */
    OUTCOMES_NOT_LOOKED_UP,
    /** Commands decided before are not looked up, and the database lets a second outcome in. */
    OUTCOMES_NOT_UNIQUE,
    /** Taking a partition over, the relay believes that everything committed has been sent. */
    NO_CATCH_UP,
    /** States stay in memory when the claim is lost, and the database lets a version be written twice. */
    MEMORY_KEPT,
    /** Parked streams are not looked up, so later commands overtake those that wait. */
    PARKED_NOT_LOOKED_UP,
    /** The commands that wait are not taken in their order. */
    PARKED_OUT_OF_ORDER,
    /** What an order has done before is not looked up. */
    ORDER_STARTS_ANEW,
    /** Events are relayed before their transaction commits. */
    RELAYED_TOO_EARLY
}
