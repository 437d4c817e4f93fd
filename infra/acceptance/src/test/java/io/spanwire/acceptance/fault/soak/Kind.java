package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.client.Feed;
import io.spanwire.acceptance.fault.kind.Churn;
import io.spanwire.acceptance.fault.kind.ClockJump;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.fault.kind.Frozen;
import io.spanwire.acceptance.fault.kind.Killed;
import io.spanwire.acceptance.fault.kind.PartsKilled;
import io.spanwire.acceptance.fault.kind.Poison;
import io.spanwire.acceptance.fault.kind.Repeated;
import io.spanwire.acceptance.fault.kind.Restarted;
import io.spanwire.acceptance.fault.kind.SocketsCut;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The faults that a schedule deals; the seed's random number settles the victim and how long it lasts. */
enum Kind {
    KILL_WORKER(Target.WORKER),
    FREEZE_WORKER(Target.WORKER),
    RESTART_WORKER(Target.WORKER),
    SET_CLOCK(Target.WORKER),
    WORKER_COMES_AND_GOES(Target.NONE),
    KILL_DOOR(Target.DOOR),
    FREEZE_DOOR(Target.DOOR),
    RESTART_DOOR(Target.DOOR),
    CUT_SOCKETS(Target.NONE),
    KILL_PARTS(Target.GROUND),
    REPEAT_COMMANDS(Target.GROUND),
    POISON(Target.GROUND);

    /** What a fault falls on: two at once never fall on the same. */
    enum Target {
        WORKER,
        DOOR,
        NONE,
        /** What the others stand on: injected last and healed first, so that a process can start. */
        GROUND
    }

    private final Target target;

    Kind(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** One of this kind, for this house and these subscriptions. */
    Fault on(House house, List<Feed> feeds, Random random) {
        return switch (this) {
            case KILL_WORKER -> new Killed("a worker", house.worker(random), upTo(random, 15));
            case FREEZE_WORKER -> new Frozen("a worker", house.worker(random), upTo(random, 16));
            case RESTART_WORKER -> new Restarted("a worker", house.worker(random));
            case SET_CLOCK ->
                new ClockJump("a worker", house.timeTraveller(), house.clock().orElseThrow(), hours(random));
            case WORKER_COMES_AND_GOES -> new Churn(house.installation());
            case KILL_DOOR -> new Killed("a door", house.anyDoor(random), upTo(random, 5));
            case FREEZE_DOOR -> new Frozen("a door", house.anyDoor(random), upTo(random, 8));
            case RESTART_DOOR -> new Restarted("a door", house.anyDoor(random));
            case CUT_SOCKETS -> new SocketsCut(feeds);
            case KILL_PARTS -> new PartsKilled(house.installation());
            case REPEAT_COMMANDS -> new Repeated(house.installation());
            case POISON -> new Poison(house.installation());
        };
    }

    private static Duration upTo(Random random, int seconds) {
        return Duration.ofMillis(random.nextInt(200, seconds * 1_000));
    }

    private static Duration hours(Random random) {
        return Duration.ofHours(random.nextInt(1, 48)).multipliedBy(random.nextBoolean() ? 1 : -1);
    }
}
