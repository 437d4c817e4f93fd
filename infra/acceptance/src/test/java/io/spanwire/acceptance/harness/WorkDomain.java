package io.spanwire.acceptance.harness;

/** A domain with reactions and timers, for a jar: its class is {@code Work}. */
public final class WorkDomain {
    /** Jobs that are counted in one tally, echo in a loop, or ring later. */
    public static final String SOURCE =
            """
            import io.spanwire.bus.domain.*;
            import java.time.Instant;
            import java.util.List;

            public final class Work implements Domain {
                public record Start(String note) {}
                public record Started(String note) {}
                public record Spin() {}
                public record Spun() {}
                public record Remind(Instant at, String say) {}
                public record Planned(Instant at) {}
                public record Forget() {}
                public record Forgotten() {}
                public record Ring(String say) {}
                public record Rang(String say) {}
                public record Add(String job) {}
                public record Added(String job) {}
                public record Job(int events) {
                    Job next() {
                        return new Job(events + 1);
                    }
                }

                @Override
                public String name() {
                    return "work";
                }

                @Override
                public Access access() {
                    return Access.signedIn();
                }

                @Override
                public List<StreamType<?>> streamTypes() {
                    return List.of(
                            StreamType.of("job", Job.class, new Job(0))
                                    .command("start", Start.class, (job, start, context) ->
                                            Decision.accept(new Started(start.note())))
                                    .command("spin", Spin.class, (job, spin, context) -> Decision.accept(new Spun()))
                                    .command("remind", Remind.class, (job, remind, context) ->
                                            Decision.accept(new Planned(remind.at()))
                                                    .with(Timer.named("bell").at(remind.at()).send(new Ring(remind.say()))))
                                    .command("forget", Forget.class, (job, forget, context) ->
                                            Decision.accept(new Forgotten()).with(Timer.cancel("bell")))
                                    .command("ring", Ring.class, (job, ring, context) -> {
                                            if (ring.say().equals("broken")) {
                                                throw new IllegalStateException("no bell");
                                            }
                                            return Decision.accept(new Rang(ring.say()));
                                    })
                                    .event("started", Started.class, (job, event) -> job.next())
                                    .event("spun", Spun.class, (job, event) -> job.next())
                                    .event("planned", Planned.class, (job, event) -> job.next())
                                    .event("forgotten", Forgotten.class, (job, event) -> job.next())
                                    .event("rang", Rang.class, (job, event) -> job.next())
                                    .build(),
                            StreamType.of("tally", Job.class, new Job(0))
                                    .command("add", Add.class, (tally, add, context) ->
                                            Decision.accept(new Added(add.job())))
                                    .event("added", Added.class, (tally, event) -> tally.next())
                                    .build());
                }

                @Override
                public List<Reaction> reactions() {
                    return List.of(
                            Reaction.named("count", 1)
                                    .fromTheBeginning()
                                    .sends("tally", "add")
                                    .on(Started.class, (event, then) -> {
                                        if (event.data().note().equals("BAD")) {
                                            throw new IllegalStateException("bad");
                                        }
                                        then.send("tally/" + event.data().note(), "add", new Add(event.stream().key()));
                                    })
                                    .build(),
                            Reaction.named("again", 1)
                                    .fromNowOn()
                                    .on(Spun.class, (event, then) -> then.send(event.stream().toString(), new Spin()))
                                    .build());
                }
            }
            """;

    private WorkDomain() {}
}
