package io.spanwire.projections.operator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tables of a projection, as an operator sees them.
 *
 * @param version of the projection that filled them, 0 if they were never filled
 * @param declared the version that the worker had which started last
 * @param tables those that the projection declares; only with them can it be rebuilt
 * @param task what is done with the tables, or was done last
 * @param replaced the version of the tables that are kept since they were replaced
 */
public record ReadModel(
        String projection, int version, int declared, List<String> tables, Optional<Task> task, OptionalInt replaced) {
    public ReadModel {
        tables = List.copyOf(tables);
    }

    /**
     * A rebuild, undo or verification.
     *
     * @param state requested, filling, done, failed or cancelled
     * @param filled events that its tables have so far, of {@code total}
     * @param detail why it failed, or the differences that a verification found, one a line
     */
    public record Task(String name, int version, String state, long filled, long total, String detail) {
        public boolean hasEnded() {
            return !state.equals("requested") && !state.equals("filling");
        }
    }
}
