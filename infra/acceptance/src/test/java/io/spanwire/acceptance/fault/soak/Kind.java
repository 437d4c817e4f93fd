package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.client.Feed;
import io.spanwire.acceptance.fault.kind.Churn;
import io.spanwire.acceptance.fault.kind.ClockJump;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.fault.kind.Frozen;
import io.spanwire.acceptance.fault.kind.Killed;
import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.fault.kind.PartFrozen;
import io.spanwire.acceptance.fault.kind.PartsKilled;
import io.spanwire.acceptance.fault.kind.Poison;
import io.spanwire.acceptance.fault.kind.Repeated;
import io.spanwire.acceptance.fault.kind.Restarted;
import io.spanwire.acceptance.fault.kind.SocketsCut;
import io.spanwire.acceptance.fault.kind.UntilProven;
import io.spanwire.acceptance.harness.WiredInstallation;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
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
    KILL_BROKER(Target.GROUND),
    KILL_DATABASE(Target.GROUND),
    KILL_BOTH(Target.GROUND),
    FREEZE_BROKER(Target.GROUND),
    FREEZE_DATABASE(Target.GROUND),
    LOSE_DATABASE_LINK(Target.LINK),
    LOSE_KAFKA_LINK(Target.LINK),
    CUT_DATABASE_LINK(Target.LINK),
    CUT_KAFKA_LINK(Target.LINK),
    HOLD_LINK(Target.LINK),
    SLOW_DATABASE(Target.GROUND),
    SLOW_KAFKA(Target.GROUND),
    REPEAT_COMMANDS(Target.GROUND),
    POISON(Target.GROUND);

    /** What a fault falls on: two at once never fall on the same. */
    enum Target {
        WORKER,
        DOOR,
        NONE,
        /** Comes alone: where a process is away, nothing passes its link. */
        LINK,
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

    /** Whether the two can come at once. */
    boolean goesWith(Kind other) {
        if (target == Target.LINK || other.target == Target.LINK) {
            return false;
        }
        return target == Target.NONE || target != other.target;
    }

    /** One of this kind, for this house and these subscriptions. */
    Fault on(House house, List<Feed> feeds, Random random) {
        return switch (this) {
            case KILL_WORKER -> new Killed("a worker", house.worker(random), upTo(random, 15));
            case FREEZE_WORKER -> new Frozen("a worker", house.worker(random), upTo(random, 16));
            case RESTART_WORKER -> new Restarted("a worker", house.worker(random));
            case SET_CLOCK ->
                new ClockJump("a worker", house.timeTraveller(), house.clock().orElseThrow(), hours(random));
            case WORKER_COMES_AND_GOES -> new Churn(house::guest);
            case KILL_DOOR -> new Killed("a door", house.anyDoor(random), upTo(random, 5));
            case FREEZE_DOOR -> new Frozen("a door", house.anyDoor(random), upTo(random, 8));
            case RESTART_DOOR -> new Restarted("a door", house.anyDoor(random));
            case CUT_SOCKETS -> new SocketsCut(feeds);
            case REPEAT_COMMANDS -> new Repeated(house.backend());
            case POISON -> new Poison(house.backend());
            default -> onGround(house, random);
        };
    }

    private Fault onGround(House house, Random random) {
        WiredInstallation ground = house.installation();
        String node = house.anyNode(random);
        Direction direction = random.nextBoolean() ? Direction.REQUESTS : Direction.REPLIES;
        return switch (this) {
            case KILL_BROKER ->
                new PartsKilled("the broker", List.of(ground.broker()), upTo(random, 5), ground.broker()::start);
            case KILL_DATABASE ->
                new PartsKilled("the database", List.of(ground.database()), upTo(random, 5), ground::startDatabase);
            case KILL_BOTH ->
                new PartsKilled(
                        "broker and database",
                        List.of(ground.broker(), ground.database()),
                        upTo(random, 2),
                        house::startParts);
            case FREEZE_BROKER -> new PartFrozen("the broker", ground.broker(), upTo(random, 12));
            case FREEZE_DATABASE -> new PartFrozen("the database", ground.database(), upTo(random, 12));
            case LOSE_DATABASE_LINK -> LinkFault.loses(ground.toDatabase(node), direction);
            case LOSE_KAFKA_LINK -> LinkFault.loses(ground.toKafka(node), direction);
            case CUT_DATABASE_LINK -> cut(ground.toDatabase("one"), direction, random);
            case CUT_KAFKA_LINK -> cut(ground.toKafka("one"), direction, random);
            case HOLD_LINK -> LinkFault.stands(random.nextBoolean() ? ground.toDatabase(node) : ground.toKafka(node));
            case SLOW_DATABASE -> LinkFault.slow("a slow database", ground.toDatabase(), late(random));
            case SLOW_KAFKA -> LinkFault.slow("a slow Kafka", ground.toKafka(), late(random));
            default -> throw new IllegalStateException("No fault for " + this);
        };
    }

    private static Fault cut(Proxy link, Direction direction, Random random) {
        return new UntilProven(LinkFault.cutsAfter(link, direction, random.nextInt(100, 5_000)));
    }

    private static Duration late(Random random) {
        return Duration.ofMillis(random.nextInt(50, 250));
    }

    private static Duration upTo(Random random, int seconds) {
        return Duration.ofMillis(random.nextInt(200, seconds * 1_000));
    }

    private static Duration hours(Random random) {
        return Duration.ofHours(random.nextInt(1, 48)).multipliedBy(random.nextBoolean() ? 1 : -1);
    }
}
