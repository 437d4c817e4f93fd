package io.spanwire.testing;

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessRule;
import io.spanwire.bus.domain.AccessRules;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.Timer;
import io.spanwire.bus.domain.View;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;

/** Meters that are read: with a name that is taken once, roles, a timer, and projections of which some are wrong. */
public final class MeterDomain implements Domain {
    record Meter(String name, long total) {}

    record Install(@NotBlank String name) {}

    record Count(@Min(1) long amount) {}

    record Remind() {}

    record Installed(String name) {}

    record Counted(long amount) {}

    record Reminded() {}

    /** Its row has text for a number. */
    record Mistyped(String amount) {}

    /** Its column form depends on the order of rows. */
    record Replaced(long amount) {}

    static final StreamType<Meter> METER = StreamType.of("meter", Meter.class, new Meter("", 0))
            .command("install", Install.class, (meter, install, context) -> accept(new Installed(install.name()))
                    .with(Timer.named("remind")
                            .at(context.at().plus(Duration.ofDays(3)))
                            .send(new Remind())))
            .command(
                    "count",
                    Count.class,
                    (meter, count, context) -> meter.name().isEmpty()
                            ? reject("not-installed", "There is no such meter.")
                            : accept(new Counted(count.amount())))
            .command("remind", Remind.class, (meter, remind, context) -> accept(new Reminded()))
            .event(
                    "installed",
                    Installed.class,
                    (meter, e) -> new Meter(e.data().name(), 0))
            .event(
                    "counted",
                    Counted.class,
                    (meter, e) ->
                            new Meter(meter.name(), meter.total() + e.data().amount()))
            .event("reminded", Reminded.class, (meter, e) -> meter)
            .event("mistyped", Mistyped.class, (meter, e) -> meter)
            .event("replaced", Replaced.class, (meter, e) -> meter)
            .rejection("not-installed", "There is no such meter")
            .rejection("name-taken", "The name is taken")
            .build();

    static final Projection METERS = Projection.named("meters", 1)
            .tables("meter")
            .on(
                    Installed.class,
                    Statement.rows(MeterDomain.class, "insert-meter.sql"),
                    e -> Row.of(e.stream().key(), e.data().name(), e.at()))
            .on(
                    Counted.class,
                    Statement.rows(MeterDomain.class, "count.sql"),
                    e -> Row.of(e.stream().key(), e.data().amount()))
            .on(
                    Mistyped.class,
                    Statement.rows(MeterDomain.class, "count.sql"),
                    e -> Row.of(e.stream().key(), e.data().amount()))
            .on(
                    Replaced.class,
                    Statement.columns(MeterDomain.class, "replace.sql", String.class, Long.class),
                    e -> Row.of(e.stream().key(), e.data().amount()))
            .onViolation("meter_name_key", "name-taken", "There is a meter with that name.")
            .build();

    static final View METER_TOTAL = View.named("meter-total", Sql.beside(MeterDomain.class, "meter-total.sql"))
            .parameter("meter", ParameterType.TEXT)
            .ofStream("meter", "meter")
            .pagedBy("meter", ParameterType.TEXT)
            .build();

    @Override
    public String name() {
        return "meters";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(METER);
    }

    @Override
    public List<Projection> projections() {
        return List.of(METERS);
    }

    @Override
    public List<View> views() {
        return List.of(METER_TOTAL);
    }

    @Override
    public Access access() {
        return AccessRules.builder()
                .send(METER, "install", AccessRule.role("fitter"))
                .send(METER, AccessRule.signedIn())
                .read(METER, AccessRule.role("fitter"))
                .query(METER_TOTAL, AccessRule.role("fitter"))
                .build();
    }
}
