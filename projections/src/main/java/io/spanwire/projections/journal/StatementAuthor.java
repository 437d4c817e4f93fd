package io.spanwire.projections.journal;

/** The author of a statement, which determines what its failure means. */
public enum StatementAuthor {
    /** Spanwire: only a value that its tables cannot store is the command's fault, everything else the database's. */
    SPANWIRE,
    /** A projection or a constraint of its tables: a refusal is permanent, a timeout may be the projection's fault. */
    PROJECTION
}
