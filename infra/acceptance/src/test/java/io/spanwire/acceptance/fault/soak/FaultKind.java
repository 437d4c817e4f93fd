package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.fault.FaultRun;
import io.spanwire.acceptance.fault.kind.BackendFault;
import io.spanwire.acceptance.fault.kind.BackendsKilled;
import io.spanwire.acceptance.fault.kind.ClockJump;
import io.spanwire.acceptance.fault.kind.CommitFault;
import io.spanwire.acceptance.fault.kind.ConnectionsExhausted;
import io.spanwire.acceptance.fault.kind.ConnectionsRefused;
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

/** The faults of a schedule; a random number from the seed selects the target and the duration. */
enum FaultKind {
    KILL_WORKER(Target.WORKER),
    FREEZE_WORKER(Target.WORKER),
    RESTART_WORKER(Target.WORKER),
    SET_CLOCK(Target.WORKER),
    ADD_AND_KILL_WORKER(Target.NONE),
    KILL_EDGE(Target.FRONTEND),
    FREEZE_EDGE(Target.FRONTEND),
    RESTART_EDGE(Target.FRONTEND),
    CUT_SOCKETS(Target.NONE),
    OVERSIZED_REQUESTS(Target.FRONTEND),
    ROLLING_RESTART(Target.EXCLUSIVE),
    PAUSE_SUBSCRIBER(Target.EXCLUSIVE),
    KILL_BROKER(Target.BACKEND),
    KILL_DATABASE(Target.BACKEND),
    KILL_BOTH(Target.BACKEND),
    FREEZE_BROKER(Target.BACKEND),
    FREEZE_DATABASE(Target.BACKEND),
    STOP_BROKER(Target.BACKEND),
    STOP_DATABASE(Target.BACKEND),
    REFUSE_KAFKA(Target.BACKEND),
    REFUSE_DATABASE(Target.BACKEND),
    KILL_POSTMASTER(Target.BACKEND),
    TAKE_CONNECTIONS(Target.BACKEND),
    DROP_DATABASE_LINK(Target.EXCLUSIVE),
    DROP_KAFKA_LINK(Target.EXCLUSIVE),
    DROP_CLIENTS_LINK(Target.EXCLUSIVE),
    RESET_DATABASE_LINK(Target.EXCLUSIVE),
    RESET_KAFKA_LINK(Target.EXCLUSIVE),
    STALL_LINK(Target.EXCLUSIVE),
    KILL_BEFORE_COMMIT(Target.EXCLUSIVE),
    KILL_AFTER_COMMIT(Target.EXCLUSIVE),
    LOSE_COMMIT(Target.EXCLUSIVE),
    LOSE_COMMIT_RESPONSE(Target.EXCLUSIVE),
    DEADLOCK(Target.EXCLUSIVE),
    FAIL_SERIALIZATION(Target.EXCLUSIVE),
    LOCK_PARTITIONS(Target.EXCLUSIVE),
    LOCK_READ_MODEL(Target.EXCLUSIVE),
    PARK_STREAM(Target.EXCLUSIVE),
    SLOW_DATABASE(Target.BACKEND),
    SLOW_KAFKA(Target.BACKEND),
    REPEAT_COMMANDS(Target.BACKEND),
    INVALID_RECORDS(Target.BACKEND);

    /** What a fault affects: two simultaneous faults never have the same target. */
    enum Target {
        WORKER,
        FRONTEND,
        NONE,
        /** Never combined: it needs full load, for example traffic on a link, or affects all processes. */
        EXCLUSIVE,
        /** Broker or database: injected last and healed first, so that other processes can start. */
        BACKEND
    }

    /** The worker whose links always have traffic: its clock is never set. */
    private static final String BUSY = "one";
    /** Longer than the timeouts of all clients of Kafka and PostgreSQL. */
    private static final Duration BEYOND_SERVER_TIMEOUTS = Duration.ofSeconds(32);
    /** Longer than the tests' clients wait: 30 s for a response, 35 s for a heartbeat. */
    private static final Duration BEYOND_CLIENT_TIMEOUTS = Duration.ofSeconds(36);

    private final Target target;

    FaultKind(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** Whether the two faults can be injected at the same time. */
    boolean canCombineWith(FaultKind other) {
        if (target == Target.EXCLUSIVE || other.target == Target.EXCLUSIVE) {
            return false;
        }
        return target == Target.NONE || target != other.target;
    }

    /** Creates a fault of this kind for the cluster and its current run. */
    Fault create(SoakCluster cluster, FaultRun run, Random random) {
        return switch (this) {
            case KILL_WORKER -> new ProcessKilled("a worker", cluster.worker(random), upTo(random, 15));
            case FREEZE_WORKER -> new ProcessFrozen("a worker", cluster.worker(random), upTo(random, 16));
            case RESTART_WORKER -> new ProcessRestarted("a worker", cluster.worker(random));
            case SET_CLOCK ->
                new ClockJump(
                        "a worker",
                        cluster.workerWithFakeClock(),
                        cluster.clock().orElseThrow(),
                        hours(random));
            case ADD_AND_KILL_WORKER -> new WorkerJoinsAndDies(cluster::startExtraWorker);
            case KILL_EDGE -> new ProcessKilled("a frontend", cluster.anyFrontend(random), upTo(random, 5));
            case FREEZE_EDGE -> new ProcessFrozen("a frontend", cluster.anyFrontend(random), upTo(random, 8));
            case RESTART_EDGE -> new ProcessRestarted("a frontend", cluster.anyFrontend(random));
            case CUT_SOCKETS -> new SocketsCut(run.subscribers());
            case OVERSIZED_REQUESTS -> new OversizedRequests("a frontend", cluster.anyFrontend(random));
            case ROLLING_RESTART -> new RollingRestart(cluster.allServers());
            case PAUSE_SUBSCRIBER -> pauseSubscriber(run, random);
            case PARK_STREAM -> new StreamParked(cluster.operatorServer(), anyRoom(run, random).stream());
            case REPEAT_COMMANDS -> new RecordsRepeated(cluster.backend());
            case INVALID_RECORDS -> new InvalidRecords(cluster.backend());
            default -> createOnBackendsOrLinks(cluster, random);
        };
    }

    private Fault createOnBackendsOrLinks(SoakCluster cluster, Random random) {
        ProxiedCluster proxied = cluster.proxied();
        String node = cluster.anyKafkaReader(random);
        Direction direction = random.nextBoolean() ? Direction.REQUESTS : Direction.REPLIES;
        return switch (this) {
            case KILL_BROKER ->
                BackendFault.killed("the broker", proxied.broker(), proxied.broker()::start, upTo(random, 5));
            case FREEZE_BROKER -> BackendFault.frozen("the broker", proxied.broker(), upTo(random, 12));
            case KILL_DATABASE ->
                BackendFault.killed("the database", proxied.database(), proxied::startDatabase, upTo(random, 5));
            case FREEZE_DATABASE -> BackendFault.frozen("the database", proxied.database(), upTo(random, 12));
            case STOP_BROKER ->
                BackendFault.stopped("the broker", proxied.broker(), proxied.broker()::start, upTo(random, 5));
            case REFUSE_KAFKA -> new ConnectionsRefused("Kafka refuses connections", proxied.toKafka());
            case REFUSE_DATABASE -> new ConnectionsRefused("PostgreSQL refuses connections", proxied.toDatabase());
            case STOP_DATABASE ->
                BackendFault.stopped("the database", proxied.database(), proxied::startDatabase, upTo(random, 5));
            case KILL_POSTMASTER ->
                BackendFault.postmasterKilled(
                        "the database", proxied.database(), proxied::startDatabase, upTo(random, 5));
            case TAKE_CONNECTIONS -> new ConnectionsExhausted(proxied);
            case KILL_BOTH ->
                new BackendsKilled(
                        "broker and database",
                        List.of(proxied.broker(), proxied.database()),
                        upTo(random, 2),
                        cluster::startBackends);
            case DROP_DATABASE_LINK -> LinkFault.blackHole(proxied.toDatabase(BUSY), direction, BEYOND_SERVER_TIMEOUTS);
            case DROP_KAFKA_LINK -> LinkFault.blackHole(proxied.toKafka(node), direction, BEYOND_SERVER_TIMEOUTS);
            case DROP_CLIENTS_LINK ->
                LinkFault.blackHole(cluster.anyClientLink(random), direction, BEYOND_CLIENT_TIMEOUTS);
            case RESET_DATABASE_LINK -> reset(proxied.toDatabase(BUSY), direction, random);
            case RESET_KAFKA_LINK -> reset(proxied.toKafka(BUSY), direction, random);
            case STALL_LINK -> LinkFault.stall(random.nextBoolean() ? proxied.toDatabase(BUSY) : proxied.toKafka(node));
            case SLOW_DATABASE -> LinkFault.delay("a slow database", proxied.toDatabase(), delay(random));
            case SLOW_KAFKA -> LinkFault.delay("a slow Kafka", proxied.toKafka(), delay(random));
            case KILL_BEFORE_COMMIT -> CommitFault.killBefore(cluster.tappedWorker(), cluster.commits());
            case KILL_AFTER_COMMIT -> CommitFault.killAfter(cluster.tappedWorker(), cluster.commits());
            case LOSE_COMMIT -> CommitFault.commitLost(cluster.tappedWorker(), cluster.commits());
            case LOSE_COMMIT_RESPONSE -> CommitFault.responseLost(cluster.tappedWorker(), cluster.commits());
            case DEADLOCK -> new Deadlock(proxied);
            case FAIL_SERIALIZATION -> StatementsRefused.serialization(proxied);
            case LOCK_PARTITIONS -> RowsLocked.partitions(proxied);
            case LOCK_READ_MODEL -> RowsLocked.readModel(proxied, "chat_message");
            default -> throw new IllegalStateException("No fault for " + this);
        };
    }

    private static Fault reset(Proxy link, Direction direction, Random random) {
        return new UntilProven(LinkFault.resetAfter(link, direction, random.nextInt(100, 5_000)));
    }

    private static Fault pauseSubscriber(FaultRun run, Random random) {
        RecordingSubscriber reading = anyRoom(run, random);
        return new SubscriberNotReading(
                reading, () -> run.follow(reading.stream()), Duration.ofMillis(random.nextInt(8_000, 18_000)));
    }

    private static RecordingSubscriber anyRoom(FaultRun run, Random random) {
        List<RecordingSubscriber> rooms = run.subscribers().stream()
                .filter(subscriber -> subscriber.stream().startsWith("chat/"))
                .toList();
        return rooms.get(random.nextInt(rooms.size()));
    }

    private static Duration delay(Random random) {
        return Duration.ofMillis(random.nextInt(50, 250));
    }

    private static Duration upTo(Random random, int seconds) {
        return Duration.ofMillis(random.nextInt(200, seconds * 1_000));
    }

    private static Duration hours(Random random) {
        return Duration.ofHours(random.nextInt(1, 48)).multipliedBy(random.nextBoolean() ? 1 : -1);
    }
}
