package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import java.util.List;
import java.util.Map;

/** A test domain in several versions, as of successive jars: each version reads other histories. */
record Tally(StreamType<?> type) implements Domain {
    record Add(int by) {}

    record Label(String text) {}

    record Divide(int by) {}

    record Added(int by) {}

    /** The same event as {@link Added} in a version with one more primitive field. */
    record Weighted(int by, int weight) {}

    record Labelled(Map<String, Tag> tags) {}

    /** A label's text. */
    record Tag(String text) {}

    /** The same event as {@link Labelled} in a version with numbers for texts. */
    record Numbered(Map<String, Figure> tags) {
        record Figure(int text) {}
    }

    record Total(int value) {
        Decision add(Add command, Context context) {
            return Decision.accept(new Added(command.by()));
        }

        Decision label(Label command, Context context) {
            return Decision.accept(new Labelled(Map.of("secret-key", new Tag(command.text()))));
        }

        Decision divide(Divide command, Context context) {
            return Decision.accept(new Added(value / command.by()));
        }

        Total added(RecordedEvent<Added> event) {
            return new Total(value + event.data().by());
        }
    }

    /** The state in a version with one more primitive field. */
    record TotalAndCount(int value, int count) {
        Decision add(Add command, Context context) {
            return Decision.accept(new Added(command.by()));
        }

        TotalAndCount added(RecordedEvent<Added> event) {
            return new TotalAndCount(value + event.data().by(), count + 1);
        }
    }

    /** Version 1: adds, and divides by any number, also 0. */
    static Domains first() {
        return domains(adding(Total::added).build());
    }

    /** Version 2: has labels, and does not divide. */
    static Domains second() {
        return domains(StreamType.of("tally", Total.class, new Total(0))
                .command("add", Add.class, Total::add)
                .command("label", Label.class, Total::label)
                .command("divide", Divide.class, (state, command, context) -> Decision.accept())
                .event("added", Added.class, Total::added)
                .event("labelled", Labelled.class, (state, event) -> state)
                .build());
    }

    /** A version whose record of an event has a field that older events lack. */
    static Domains weighing() {
        return domains(StreamType.of("tally", Total.class, new Total(0))
                .command("add", Add.class, Total::add)
                .event("added", Weighted.class, (state, event) -> state)
                .build());
    }

    /** A version with numbers for texts. */
    static Domains numbering() {
        return domains(StreamType.of("tally", Total.class, new Total(0))
                .command("add", Add.class, Total::add)
                .event("added", Added.class, Total::added)
                .event("labelled", Numbered.class, (state, event) -> state)
                .build());
    }

    /** A version that fails to apply {@link Added}. */
    static Domains failing(Throwable failure) {
        return domains(adding((state, event) -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                })
                .build());
    }

    /** A version whose state has a field that older snapshots lack. */
    static Domains counting() {
        return domains(StreamType.of("tally", TotalAndCount.class, new TotalAndCount(0, 0))
                .command("add", Add.class, TotalAndCount::add)
                .event("added", Added.class, TotalAndCount::added)
                .build());
    }

    private static StreamType.Builder<Total> adding(EventType.Evolution<Total, Added> added) {
        return StreamType.of("tally", Total.class, new Total(0))
                .command("add", Add.class, Total::add)
                .command("divide", Divide.class, Total::divide)
                .event("added", Added.class, added);
    }

    private static Domains domains(StreamType<?> type) {
        return Domains.of(List.of(new Tally(type)));
    }

    @Override
    public String name() {
        return "tally";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(type);
    }
}
