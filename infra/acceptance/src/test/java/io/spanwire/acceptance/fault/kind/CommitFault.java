package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.Server;
import java.time.Duration;

/** At a lane's commit, the worker is killed or its connection is reset. It needs commands to be decided meanwhile. */
public final class CommitFault implements Fault {
    private static final Duration NEXT_COMMIT = Duration.ofSeconds(30);

    private final String name;
    private final Server worker;
    private final CommitInterceptor commits;
    private final CommitInterceptor.Moment moment;
    private final boolean killsWorker;
    private long before;

    private CommitFault(
            String name,
            Server worker,
            CommitInterceptor commits,
            CommitInterceptor.Moment moment,
            boolean killsWorker) {
        this.name = name;
        this.worker = worker;
        this.commits = commits;
        this.moment = moment;
        this.killsWorker = killsWorker;
    }

    /** SIGKILL after the commit was sent and before it arrives. */
    public static CommitFault killBefore(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a worker is killed just before its commit arrives",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_ARRIVAL,
                true);
    }

    /** SIGKILL after PostgreSQL has committed and before the response arrives. */
    public static CommitFault killAfter(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a worker is killed just after its commit",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_RESPONSE,
                true);
    }

    /** The commit never arrives; the worker keeps running. */
    public static CommitFault commitLost(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a commit is lost with its connection",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_ARRIVAL,
                false);
    }

    /** PostgreSQL has committed and the response is lost; the worker keeps running and must look up the result. */
    public static CommitFault responseLost(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a commit's response is lost with its connection",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_RESPONSE,
                false);
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns after it has happened. */
    @Override
    public void inject() {
        before = commits.intercepted();
        commits.interceptNext(moment, killsWorker ? worker::kill : () -> {});
        await(name).atMost(NEXT_COMMIT).pollInterval(Duration.ofMillis(2)).until(() -> commits.intercepted() > before);
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void heal() throws Exception {
        commits.disarm();
        if (!worker.isAlive()) {
            worker.start();
        }
    }

    @Override
    public String prove() {
        assertThat(commits.intercepted() - before).as(name).isEqualTo(1);
        return name + ": 1 of " + commits.sent();
    }
}
