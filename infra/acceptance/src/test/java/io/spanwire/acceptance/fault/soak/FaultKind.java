package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.fault.FaultRun;
import io.spanwire.acceptance.fault.kind.BackendFault;
import io.spanwire.acceptance.fault.kind.BackendsKilled;
import io.spanwire.acceptance.fault.kind.ClockJump;
import io.spanwire.acceptance.fault.kind.CommitFault;
import io.spanwire.acceptance.fault.kind.ConnectionsRefused;
import io.spanwire.acceptance.fault.kind.ConnectionsTaken;
import io.spanwire.acceptance.fault.kind.Deadlock;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.fault.kind.InvalidRecords;
import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.fault.kind.OversizedRequests;
import io.spanwire.acceptance.fault.kind.ProcessFrozen;
import io.spanwire.acceptance.fault.kind.ProcessKilled;
import io.spanwire.acceptance.fault.kind.ProcessRestarted;
import io.spanwire.acceptance.fault.kind.RecordsRepeated;
import io.spanwire.acceptance.fault.kind.RollingRestart;
import io.spanwire.acceptance.fault.kind.RowsLocked;
import io.spanwire.acceptance.fault.kind.SocketsCut;
import io.spanwire.acceptance.fault.kind.StatementsRefused;
import io.spanwire.acceptance.fault.kind.StreamParked;
import io.spanwire.acceptance.fault.kind.SubscriberNotReading;
import io.spanwire.acceptance.fault.kind.UntilProven;
import io.spanwire.acceptance.fault.kind.WorkerJoinsAndDies;
import io.spanwire.acceptance.harness.ProxiedCluster;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The faults that a schedule deals; the seed's random number settles the victim and how long it lasts. */
enum FaultKind {
    KILL_WORKER(Target.WORKER),
    FREEZE_WORKER(Target.WORKER),
    RESTART_WORKER(Target.WORKER),
    SET_CLOCK(Target.WORKER),
    WORKER_COMES_AND_GOES(Target.NONE),
    KILL_EDGE(Target.DOOR),
    FREEZE_EDGE(Target.DOOR),
    RESTART_EDGE(Target.DOOR),
    CUT_SOCKETS(Target.NONE),
    OVERSIZED_REQUESTS(Target.DOOR),
    ROLL_EVERYBODY(Target.ALONE),
    UNREAD_SOCKET(Target.ALONE),
    KILL_BROKER(Target.GROUND),
    KILL_DATABASE(Target.GROUND),
    KILL_BOTH(Target.GROUND),
    FREEZE_BROKER(Target.GROUND),
    FREEZE_DATABASE(Target.GROUND),
    STOP_BROKER(Target.GROUND),
    STOP_DATABASE(Target.GROUND),
    REFUSE_KAFKA(Target.GROUND),
    REFUSE_DATABASE(Target.GROUND),
    BEHEAD_DATABASE(Target.GROUND),
    TAKE_CONNECTIONS(Target.GROUND),
    LOSE_DATABASE_LINK(Target.ALONE),
    LOSE_KAFKA_LINK(Target.ALONE),
    LOSE_CLIENTS_LINK(Target.ALONE),
    CUT_DATABASE_LINK(Target.ALONE),
    CUT_KAFKA_LINK(Target.ALONE),
    HOLD_LINK(Target.ALONE),
    DIE_BEFORE_COMMIT(Target.ALONE),
    DIE_AFTER_COMMIT(Target.ALONE),
    LOSE_COMMIT(Target.ALONE),
    LOSE_COMMITS_ANSWER(Target.ALONE),
    DEADLOCK(Target.ALONE),
    FAIL_SERIALIZATION(Target.ALONE),
    LOCK_PARTITIONS(Target.ALONE),
    LOCK_READ_MODEL(Target.ALONE),
    PARK_STREAM(Target.ALONE),
    SLOW_DATABASE(Target.GROUND),
    SLOW_KAFKA(Target.GROUND),
    REPEAT_COMMANDS(Target.GROUND),
    POISON(Target.GROUND);

    /** What a fault falls on: two at once never fall on the same. */
    enum Target {
        WORKER,
        DOOR,
        NONE,
        /** Comes alone: it needs everybody at work, such as somebody whose link has something to lose, or takes everybody. */
        ALONE,
        /** What the others stand on: injected last and healed first, so that a process can start. */
        GROUND
    }

    /** The worker whose links always have something to lose: its clock is never set. */
    private static final String BUSY = "one";

    /** Of every client of Kafka or PostgreSQL that waits for an answer. */
    private static final Duration BEYOND_TIMEOUTS = Duration.ofSeconds(32);

    /** Of our clients: 30 s for an answer, 25 s for a heartbeat and 10 s for what is said to it. */
    private static final Duration BEYOND_PATIENCE = Duration.ofSeconds(36);

    private final Target target;

    FaultKind(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** Whether the two can come at once. */
    boolean goesWith(FaultKind other) {
        if (target == Target.ALONE || other.target == Target.ALONE) {
            return false;
        }
        return target == Target.NONE || target != other.target;
    }

    /** One of this kind, for this house and whoever is at work there. */
    Fault on(SoakCluster house, FaultRun run, Random random) {
        return switch (this) {
            case KILL_WORKER -> new ProcessKilled("a worker", house.worker(random), upTo(random, 15));
            case FREEZE_WORKER -> new ProcessFrozen("a worker", house.worker(random), upTo(random, 16));
            case RESTART_WORKER -> new ProcessRestarted("a worker", house.worker(random));
            case SET_CLOCK ->
                new ClockJump("a worker", house.timeTraveller(), house.clock().orElseThrow(), hours(random));
            case WORKER_COMES_AND_GOES -> new WorkerJoinsAndDies(house::guest);
            case KILL_EDGE -> new ProcessKilled("a door", house.anyDoor(random), upTo(random, 5));
            case FREEZE_EDGE -> new ProcessFrozen("a door", house.anyDoor(random), upTo(random, 8));
            case RESTART_EDGE -> new ProcessRestarted("a door", house.anyDoor(random));
            case CUT_SOCKETS -> new SocketsCut(run.feeds());
            case OVERSIZED_REQUESTS -> new OversizedRequests("a door", house.anyDoor(random));
            case ROLL_EVERYBODY -> new RollingRestart(house.everybody());
            case UNREAD_SOCKET -> unread(run, random);
            case PARK_STREAM -> new StreamParked(house.settings(), anyRoom(run, random).stream());
            case REPEAT_COMMANDS -> new RecordsRepeated(house.backend());
            case POISON -> new InvalidRecords(house.backend());
            default -> onGround(house, random);
        };
    }

    private Fault onGround(SoakCluster house, Random random) {
        ProxiedCluster ground = house.installation();
        String node = house.anyReader(random);
        Direction direction = random.nextBoolean() ? Direction.REQUESTS : Direction.REPLIES;
        return switch (this) {
            case KILL_BROKER ->
                BackendFault.killed("the broker", ground.broker(), ground.broker()::start, upTo(random, 5));
            case FREEZE_BROKER -> BackendFault.frozen("the broker", ground.broker(), upTo(random, 12));
            case KILL_DATABASE ->
                BackendFault.killed("the database", ground.database(), ground::startDatabase, upTo(random, 5));
            case FREEZE_DATABASE -> BackendFault.frozen("the database", ground.database(), upTo(random, 12));
            case STOP_BROKER ->
                BackendFault.stopped("the broker", ground.broker(), ground.broker()::start, upTo(random, 5));
            case REFUSE_KAFKA -> new ConnectionsRefused("Kafka refuses connections", ground.toKafka());
            case REFUSE_DATABASE -> new ConnectionsRefused("PostgreSQL refuses connections", ground.toDatabase());
            case STOP_DATABASE ->
                BackendFault.stopped("the database", ground.database(), ground::startDatabase, upTo(random, 5));
            case BEHEAD_DATABASE ->
                BackendFault.beheaded("the database", ground.database(), ground::startDatabase, upTo(random, 5));
            case TAKE_CONNECTIONS -> new ConnectionsTaken(ground);
            case KILL_BOTH ->
                new BackendsKilled(
                        "broker and database",
                        List.of(ground.broker(), ground.database()),
                        upTo(random, 2),
                        house::startParts);
            case LOSE_DATABASE_LINK -> LinkFault.loses(ground.toDatabase(BUSY), direction, BEYOND_TIMEOUTS);
            case LOSE_KAFKA_LINK -> LinkFault.loses(ground.toKafka(node), direction, BEYOND_TIMEOUTS);
            case LOSE_CLIENTS_LINK -> LinkFault.loses(house.anyDoorsLink(random), direction, BEYOND_PATIENCE);
            case CUT_DATABASE_LINK -> cut(ground.toDatabase(BUSY), direction, random);
            case CUT_KAFKA_LINK -> cut(ground.toKafka(BUSY), direction, random);
            case HOLD_LINK -> LinkFault.stands(random.nextBoolean() ? ground.toDatabase(BUSY) : ground.toKafka(node));
            case SLOW_DATABASE -> LinkFault.slow("a slow database", ground.toDatabase(), late(random));
            case SLOW_KAFKA -> LinkFault.slow("a slow Kafka", ground.toKafka(), late(random));
            case DIE_BEFORE_COMMIT -> CommitFault.diesBefore(house.tapped(), house.commits());
            case DIE_AFTER_COMMIT -> CommitFault.diesAfter(house.tapped(), house.commits());
            case LOSE_COMMIT -> CommitFault.lost(house.tapped(), house.commits());
            case LOSE_COMMITS_ANSWER -> CommitFault.unheard(house.tapped(), house.commits());
            case DEADLOCK -> new Deadlock(ground);
            case FAIL_SERIALIZATION -> StatementsRefused.serialization(ground);
            case LOCK_PARTITIONS -> RowsLocked.partitions(ground);
            case LOCK_READ_MODEL -> RowsLocked.readModel(ground, "chat_message");
            default -> throw new IllegalStateException("No fault for " + this);
        };
    }

    private static Fault cut(Proxy link, Direction direction, Random random) {
        return new UntilProven(LinkFault.cutsAfter(link, direction, random.nextInt(100, 5_000)));
    }

    private static Fault unread(FaultRun run, Random random) {
        RecordingSubscriber near = anyRoom(run, random);
        return new SubscriberNotReading(
                near, () -> run.follow(near.stream()), Duration.ofMillis(random.nextInt(8_000, 18_000)));
    }

    private static RecordingSubscriber anyRoom(FaultRun run, Random random) {
        List<RecordingSubscriber> rooms = run.feeds().stream()
                .filter(feed -> feed.stream().startsWith("chat/"))
                .toList();
        return rooms.get(random.nextInt(rooms.size()));
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
