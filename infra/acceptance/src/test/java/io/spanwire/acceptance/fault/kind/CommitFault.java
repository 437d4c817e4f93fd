package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.Server;
import java.time.Duration;

/** At a lane's commit the worker dies, or its connection does. It needs commands to be decided meanwhile. */
public final class CommitFault implements Fault {
    private static final Duration NEXT_COMMIT = Duration.ofSeconds(30);

    private final String name;
    private final Server worker;
    private final CommitInterceptor commits;
    private final CommitInterceptor.Moment moment;
    private final boolean deadly;
    private long before;

    private CommitFault(
            String name, Server worker, CommitInterceptor commits, CommitInterceptor.Moment moment, boolean deadly) {
        this.name = name;
        this.worker = worker;
        this.commits = commits;
        this.moment = moment;
        this.deadly = deadly;
    }

    /** SIGKILL when the commit is on its way and has not arrived. */
    public static CommitFault diesBefore(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a worker dies just before its commit arrives",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_IT_ARRIVES,
                true);
    }

    /** SIGKILL when the commit is done and the answer on its way. */
    public static CommitFault diesAfter(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a worker dies just after its commit is done",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_IT_IS_HEARD,
                true);
    }

    /** The commit never arrives; the worker lives on. */
    public static CommitFault lost(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a commit is lost with its connection",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_IT_ARRIVES,
                false);
    }

    /** The commit is done, the answer lost; the worker lives on and must look it up. */
    public static CommitFault unheard(Server worker, CommitInterceptor commits) {
        return new CommitFault(
                "a commit is done and its answer lost with the connection",
                worker,
                commits,
                CommitInterceptor.Moment.BEFORE_IT_IS_HEARD,
                false);
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns when it has happened. */
    @Override
    public void inject() {
        before = commits.struck();
        commits.strike(moment, deadly ? worker::kill : () -> {});
        await(name).atMost(NEXT_COMMIT).pollInterval(Duration.ofMillis(2)).until(() -> commits.struck() > before);
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
        assertThat(commits.struck() - before).as(name).isEqualTo(1);
        return name + ": 1 of " + commits.seen();
    }
}
