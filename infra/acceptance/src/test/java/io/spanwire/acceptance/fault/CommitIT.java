package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.fault.kind.CommitFault;
import io.spanwire.acceptance.fault.kind.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults at a lane's commit: just before it arrives at PostgreSQL, and just after it is done. */
@Timeout(300)
class CommitIT extends ProxiedFixture {
    private static final int KILLS = 2;
    private static final int RESETS = 5;

    CommitIT() {
        super(ProxiedDeployment.ONE);
    }

    @Test
    @Tag("long")
    void workerKilledBeforeItsCommitHasDecidedNothing() throws Exception {
        repeat(KILLS, "killed-before", CommitFault.killBefore(deployment.worker(0), deployment.commits(0)));
    }

    @Test
    @Tag("long")
    void workerKilledAfterItsCommitHasDecided() throws Exception {
        repeat(KILLS, "killed-after", CommitFault.killAfter(deployment.worker(0), deployment.commits(0)));
    }

    @Test
    @Tag("long")
    void lostCommitIsDecidedAgain() throws Exception {
        repeat(RESETS, "lost", CommitFault.commitLost(deployment.worker(0), deployment.commits(0)));
        assertThat(deployment.worker(0).isAlive()).isTrue();
    }

    @Test
    void commitWithLostResponseIsLookedUpAndNotRepeated() throws Exception {
        long pid = deployment.worker(0).pid();
        repeat(RESETS, "response-lost", CommitFault.responseLost(deployment.worker(0), deployment.commits(0)));
        assertThat(deployment.worker(0).pid()).isEqualTo(pid);
    }

    private void repeat(int times, String name, Fault fault) throws Exception {
        long before = deployment.commits(0).intercepted();
        try (FaultRun run = deployment.run(name, 4, 31)) {
            for (int time = 0; time < times; time++) {
                deployment.injectAndHeal(fault, run, () -> {});
            }
            run.verdict(true);
        }
        assertThat(deployment.commits(0).intercepted() - before).isEqualTo(times);
    }
}
