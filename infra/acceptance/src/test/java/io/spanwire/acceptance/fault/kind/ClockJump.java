package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.Server;
import java.time.Duration;

/** The wall clock of a process jumps, and back when healed. */
public final class ClockJump implements Fault {
    private static final Duration CLOSE = Duration.ofMinutes(1);

    private final String role;
    private final Server server;
    private final FakeClock clock;
    private final Duration off;
    private Duration seen = Duration.ZERO;

    /** @param clock that of the process */
    public ClockJump(String role, Server server, FakeClock clock, Duration off) {
        this.role = role;
        this.server = server;
        this.clock = clock;
        this.off = off;
    }

    @Override
    public String name() {
        return "clock of " + role + " jumps by hours";
    }

    @Override
    public void inject() throws Exception {
        clock.set(off);
        await("the process believes it").atMost(Duration.ofSeconds(30)).until(this::jumped);
        seen = FakeClock.off(server.pid());
    }

    private boolean jumped() throws Exception {
        return isNear(FakeClock.off(server.pid()), off);
    }

    @Override
    public void heal() throws Exception {
        clock.set(Duration.ZERO);
    }

    @Override
    public String prove() throws Exception {
        assertThat(isNear(seen, off)).as("off by %s, seen %s", off, seen).isTrue();
        await("the clock is right again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> isNear(FakeClock.off(server.pid()), Duration.ZERO));
        return "the process was off by " + seen;
    }

    private static boolean isNear(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(CLOSE) < 0;
    }
}
