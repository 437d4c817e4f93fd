package io.spanwire.projections.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.Effects;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.DerivedIds;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The operator's access to reactions, timers and the chains of commands they make. An order is recorded; the worker with the
 * partition carries it out within a second or two. Each call throws
 * {@link io.spanwire.projections.journal.DatabaseUnavailable} when PostgreSQL does not answer. Blocking, one thread.
 */
public final class ReactionAdmin implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_LINKS = 1_000;

    private final JdbcDatabase tables;

    private ReactionAdmin(JdbcDatabase tables) {
        this.tables = tables;
    }

    /** Connects as the schema's owner. */
    public static ReactionAdmin open(String url, String user, String password) {
        return new ReactionAdmin(JdbcDatabase.forOperator(ReactionAdmin.class, url, user, password));
    }

    /** What a worker can be asked to do with what waits for a reaction. */
    public enum Order {
        /** React to all of it, in order. */
        RETRY("retry"),
        /** React to all but the first event. */
        DROP("drop"),
        /** React to none of it. */
        DROP_ALL("drop-all");

        private final String verb;

        Order(String verb) {
            this.verb = verb;
        }
    }

    /** All reactions that workers have had, by name. */
    public List<ReactionStatus> reactions() {
        return tables.query(
                "reactions.sql",
                row -> new ReactionStatus(
                        row.getString("name"),
                        row.getInt("version"),
                        row.getString("start"),
                        row.getTimestamp("since").toInstant(),
                        row.getBoolean("declared"),
                        row.getLong("behind"),
                        row.getLong("parked")));
    }

    /** The streams that wait longest, at most {@code max}. */
    public List<ParkedReaction> parked(int max) {
        return tables.query("parked-reactions.sql", ReactionAdmin::parked, max);
    }

    /** What waits in a stream for a reaction, if anything. */
    public Optional<ParkedReaction> parked(String reaction, StreamId stream) {
        return tables.query("parked-reaction.sql", ReactionAdmin::parked, reaction, stream.toString()).stream()
                .findFirst();
    }

    /**
     * Records an order and waits until it is carried out. What waits for a reaction that no worker has can only be dropped,
     * all of it, and at once.
     *
     * @param by the operator's name
     * @return false when it was not carried out within the timeout, which may still happen later
     */
    public boolean order(ParkedReaction parked, Order order, String by, Duration timeout) {
        String stream = parked.stream().toString();
        boolean declared =
                reactions().stream().anyMatch(each -> each.name().equals(parked.reaction()) && each.declared());
        if (!declared && order == Order.DROP_ALL) {
            tables.update("forget-parked-reaction.sql", parked.reaction(), stream);
            return true;
        }
        tables.update("order-reaction.sql", order.verb, by, parked.reaction(), stream);
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean done = isDone(parked);
        while (!done && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            done = isDone(parked);
        }
        return done;
    }

    private boolean isDone(ParkedReaction parked) {
        return parked(parked.reaction(), parked.stream())
                .map(after -> !after.ordered())
                .orElse(true);
    }

    /** The next timers, at most {@code max}. */
    public List<WaitingTimer> timers(int max) {
        return tables.query(
                "timers.sql",
                row -> new WaitingTimer(
                        row.getString("stream"),
                        row.getString("owner"),
                        row.getString("name"),
                        row.getTimestamp("due").toInstant(),
                        row.getString("target"),
                        row.getString("command")),
                max);
    }

    /** The id of the command that the chain of an event began with; empty when there is no such event, or it is archived. */
    public Optional<UUID> correlation(StreamId stream, long version) {
        return tables.query("event-text.sql", row -> row.getString("body"), stream.toString(), version).stream()
                .findFirst()
                .map(ReactionAdmin::correlation);
    }

    private static UUID correlation(String text) {
        JsonNode event = Json.reread(text);
        return EventJson.readCause(event)
                .map(cause -> cause.correlation())
                .orElseGet(() -> UUID.fromString(event.path("command").asText()));
    }

    private record Step(int depth, String cause, UUID command) {}

    /**
     * A command and all that followed from it, depth first, as far as outcomes are kept: the ids of what reactions and timers
     * send are made of what they follow from, so nothing but the outcomes is needed.
     */
    public List<ChainLink> chain(UUID command) {
        List<String> reactions = reactions().stream().map(ReactionStatus::name).toList();
        List<ChainLink> links = new ArrayList<>();
        Deque<Step> steps = new ArrayDeque<>(List.of(new Step(0, "", command)));
        while (!steps.isEmpty() && links.size() < MAX_LINKS) {
            Step step = steps.removeFirst();
            for (Found found : outcomes(List.of(step.command()))) {
                links.add(found.link(step));
                List<Step> next = following(found, step.depth() + 1, reactions);
                for (int i = next.size() - 1; i >= 0; i--) {
                    steps.addFirst(next.get(i));
                }
            }
        }
        return links;
    }

    private List<Step> following(Found found, int depth, List<String> reactions) {
        Map<UUID, String> possible = new LinkedHashMap<>();
        for (int ordinal = 0; ordinal < Effects.MAX; ordinal++) {
            possible.put(DerivedIds.ofTimer(found.command(), ordinal), "timer");
        }
        for (long version = found.first(); version <= found.version(); version++) {
            for (String reaction : reactions) {
                String cause = "reaction " + reaction + " to " + found.stream() + '/' + version;
                for (int ordinal = 0; ordinal < Effects.MAX; ordinal++) {
                    possible.put(DerivedIds.ofReaction(reaction, found.stream(), version, ordinal), cause);
                }
            }
        }
        List<Step> steps = new ArrayList<>();
        outcomes(List.copyOf(possible.keySet()))
                .forEach(each -> steps.add(new Step(depth, possible.getOrDefault(each.command(), ""), each.command())));
        return steps;
    }

    private record Found(
            UUID command,
            StreamId stream,
            String name,
            String actor,
            long version,
            long events,
            @Nullable String problem,
            Instant at) {
        long first() {
            return version - events + 1;
        }

        ChainLink link(Step step) {
            return new ChainLink(step.depth(), step.cause(), command, stream, name, actor, at, result());
        }

        private String result() {
            if (problem != null) {
                String type = Json.reread(problem).path("type").asText();
                return "rejected, " + type.substring(type.lastIndexOf('/') + 1);
            }
            if (events == 0) {
                return "accepted, no event";
            }
            return events == 1 ? "accepted, version " + version : "accepted, versions " + first() + " to " + version;
        }
    }

    private List<Found> outcomes(List<UUID> commands) {
        return tables.query(
                "chain-outcomes.sql",
                row -> new Found(
                        row.getObject("command", UUID.class),
                        StreamId.parse(row.getString("stream")),
                        row.getString("name"),
                        row.getString("actor"),
                        row.getLong("version"),
                        row.getLong("events"),
                        row.getString("problem"),
                        row.getTimestamp("at").toInstant()),
                (Object) commands.toArray(UUID[]::new));
    }

    private static ParkedReaction parked(ResultSet row) throws SQLException {
        return new ParkedReaction(
                row.getString("reaction"),
                StreamId.parse(row.getString("stream")),
                row.getLong("version"),
                row.getLong("last"),
                row.getLong("waiting"),
                row.getTimestamp("since").toInstant(),
                row.getString("reason"),
                row.getString("verb") != null);
    }

    @Override
    public void close() {
        tables.close();
    }
}
