package io.spanwire.projections.journal;

/** A command that was sent to PostgreSQL and is not answered yet: one statement, with one or more sets of parameters. */
final class SentCommand {
    private int executions;
    private boolean prepared = true;
    private boolean synced = true;

    void addExecution() {
        executions++;
    }

    /** Notes a message that does more than to execute a prepared statement. */
    void addOther() {
        prepared = false;
    }

    /** Whether it only executes a prepared statement, so that it needs no Sync when another command follows. */
    boolean canJoinNext() {
        return prepared && executions > 0;
    }

    /** Takes the command's Sync away. */
    void joinNext() {
        synced = false;
    }

    /** Whether the command has a Sync of its own, which PostgreSQL answers. */
    boolean isSynced() {
        return synced;
    }

    /** Notes that one execution was answered; whether it was the last. */
    boolean completeExecution() {
        executions--;
        return executions == 0;
    }
}
