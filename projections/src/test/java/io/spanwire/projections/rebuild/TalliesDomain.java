package io.spanwire.projections.rebuild;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import java.util.List;

/** A test domain: tallies have amounts, and take and release names that are unique across streams. */
final class TalliesDomain implements Domain {
    private final int version;
    private final long factor;

    /**
     * A version of the domain.
     *
     * @param version of its projection
     * @param factor by which the projection multiplies amounts
     */
    TalliesDomain(int version, long factor) {
        this.version = version;
        this.factor = factor;
    }

    record Add(long amount) {}

    record Added(long amount) {}

    record Took(String name) {}

    record Released(String name) {}

    @Override
    public String name() {
        return "tallies";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("tally", Long.class, 0L)
                .command("add", Add.class, (sum, add, context) -> Decision.accept(new Added(add.amount())))
                .event("added", Added.class, (sum, added) -> sum + added.data().amount())
                .event("took", Took.class, (sum, took) -> sum)
                .event("released", Released.class, (sum, released) -> sum)
                .build());
    }

    @Override
    public List<Projection> projections() {
        return List.of(Projection.named("tallies", version)
                .tables("tally_amount", "tally_name", "tally_note")
                .on(
                        Added.class,
                        Statement.columns(
                                TalliesDomain.class, "insert-amounts.sql", String.class, Long.class, Long.class),
                        added -> Row.of(
                                added.stream().key(),
                                added.version(),
                                factor * added.data().amount()))
                .on(
                        Took.class,
                        Statement.rows(TalliesDomain.class, "insert-name.sql"),
                        took -> Row.of(took.data().name(), took.stream().key()))
                .on(
                        Released.class,
                        Statement.rows(TalliesDomain.class, "delete-name.sql"),
                        released -> Row.of(released.data().name()))
                .build());
    }
}
