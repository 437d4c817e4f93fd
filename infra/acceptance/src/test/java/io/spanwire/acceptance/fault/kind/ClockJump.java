package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.Server;
import java.time.Duration;

/** The wall clock of a process jumps; heal sets it back. */
public final class ClockJump implements Fault {
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final String role;
    private final Server server;
    private final FakeClock clock;
    private final Duration offset;
    private Duration measured = Duration.ZERO;

    /** @param clock the process's clock */
    public ClockJump(String role, Server server, FakeClock clock, Duration offset) {
        this.role = role;
        this.server = server;
        this.clock = clock;
        this.offset = offset;
    }

    @Override
    public String name() {
        return "clock of " + role + " jumps by hours";
    }

    @Override
    public void inject() throws Exception {
        clock.setOffset(offset);
        await("the process sees the new time").atMost(Duration.ofSeconds(30)).until(this::hasJumped);
        measured = FakeClock.offset(server.pid());
    }

    private boolean hasJumped() throws Exception {
        return isNear(FakeClock.offset(server.pid()), offset);
    }

    @Override
    public void heal() throws Exception {
        clock.setOffset(Duration.ZERO);
    }

    @Override
    public String prove() throws Exception {
        assertThat(isNear(measured, offset))
                .as("offset %s, measured %s", offset, measured)
                .isTrue();
        await("the clock is right again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> isNear(FakeClock.offset(server.pid()), Duration.ZERO));
        return "the process's clock was off by " + measured;
    }

    private static boolean isNear(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(TOLERANCE) < 0;
    }
}
