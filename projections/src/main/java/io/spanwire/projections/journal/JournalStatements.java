package io.spanwire.projections.journal;

import io.spanwire.bus.domain.Sql;

/** The journal's statements, loaded once. */
final class JournalStatements {
    final Sql claim = load("claim.sql");
    final Sql knownOutcomes = load("known-outcomes.sql");
    final Sql streams = load("streams.sql");
    final Sql eventsAfter = load("events-after.sql");
    final Sql archivedPage = load("archived-page.sql");
    final Sql eventsBetween = load("events-between.sql");
    final Sql insertEvents = load("insert-events.sql");
    final Sql insertKeys = load("insert-keys.sql");
    final Sql keysOfSubjects = load("keys-of-subjects.sql");
    final Sql insertPersonalStreams = load("insert-personal-streams.sql");
    final Sql destroySecrets = load("destroy-secrets.sql");
    final Sql insertEventTypes = load("insert-event-types.sql");
    final Sql upsertStreams = load("upsert-streams.sql");
    final Sql insertOutcomes = load("insert-outcomes.sql");
    final Sql upsertFailures = load("upsert-failures.sql");
    final Sql parkRecord = load("park-record.sql");
    final Sql append = load("append.sql");
    final Sql advance = load("advance.sql");
    final Sql rewind = load("rewind.sql");
    final Sql skipReaction = load("skip-reaction.sql");
    final Sql skipWebhooks = load("skip-webhooks.sql");
    final Sql history = load("history.sql");
    final Sql partitionProgress = load("partition-progress.sql");

    final Sql parkedStreams = load("parked-streams.sql");
    final Sql parkedPage = load("parked-page.sql");
    final Sql parkedPageOutcomes = load("parked-page-outcomes.sql");
    final Sql parkedOrder = load("parked-order.sql");
    final Sql parkedCounts = load("parked-counts.sql");
    final Sql parkedUnderOthers = load("parked-under-others.sql");
    final Sql upsertParkedStreams = load("upsert-parked-streams.sql");
    final Sql insertParkedCommands = load("insert-parked-commands.sql");
    final Sql deleteParkedCommands = load("delete-parked-commands.sql");
    final Sql deleteParkedStreams = load("delete-parked-streams.sql");
    final Sql closeStream = load("close-stream.sql");
    final Sql reopenStream = load("reopen-stream.sql");
    final Sql upsertParkedOrder = load("upsert-parked-order.sql");

    private static Sql load(String resource) {
        return Sql.beside(JournalStatements.class, resource);
    }
}
