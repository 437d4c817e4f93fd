package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.fault.kind.ClockJump;
import io.spanwire.acceptance.harness.Doors;
import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.Folders;
import io.spanwire.acceptance.harness.Installation;
import io.spanwire.acceptance.harness.Launch;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The only worker's clock jumps by hours, there and back: times may be anything, order and completeness may not. */
@Tag("long")
@Timeout(600)
class ClockIT {
    private static final List<Duration> JUMPS =
            List.of(Duration.ofHours(5), Duration.ofHours(-30), Duration.ofDays(400), Duration.ofMinutes(-90));

    @Test
    void aClockThatJumpsByHoursChangesTimesAndNothingElse() throws Exception {
        FakeClock.assumePossible();
        try (Recorder recorder = Recorder.to(Folders.fresh("clock-history").resolve("history.jsonl"));
                Installation installation = Installation.start("clock")) {
            FakeClock clock = new FakeClock(installation.folder().resolve("clock"));
            Launch launch = new Launch(clock.environment(), List.of());
            Server worker = installation.serve("worker", "worker", launch);
            Doors doors = Doors.of(installation.serve("door", "edge,notifier"));
            try (Run run =
                    Run.start(doors, recorder, new Work("clock", 4, Integer.MAX_VALUE, Duration.ofMillis(20), 41))) {
                run.untilAllStreamsMove();
                for (Duration jump : JUMPS) {
                    ClockJump fault = new ClockJump("a worker", worker, clock, jump);
                    fault.inject();
                    run.untilAccepted(run.accepted() + 60);
                    fault.heal();
                    Recovery.record(fault.name(), run.untilAllStreamsMove());
                    System.err.println(fault.prove());
                }

                run.verdict(true);
            }
        }
    }
}
