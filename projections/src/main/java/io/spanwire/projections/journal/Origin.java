package io.spanwire.projections.journal;

/** Who wrote a statement: decides what its failure means. */
enum Origin {
    /** Spanwire: only a value that its tables cannot store is the command's fault, everything else is the database's. */
    SPANWIRE,
    /** A domain's projection, or its tables' constraints: a refusal is final, and a timeout may be the projection's fault. */
    PROJECTION
}
