package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.fault.kind.CommitFault;
import io.spanwire.acceptance.fault.kind.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one moment in which everything is decided: a lane's commit, struck just before it arrives and just after it is done. */
@Timeout(300)
class CommitIT extends WiredFixture {
    private static final int DEATHS = 2;
    private static final int CUTS = 5;

    CommitIT() {
        super(WiredRun.ONE);
    }

    @Test
    @Tag("long")
    void aWorkerThatDiesBeforeItsCommitArrivesHasDecidedNothing() throws Exception {
        again(DEATHS, "dies-before", CommitFault.diesBefore(wired.worker(0), wired.commits(0)));
    }

    @Test
    @Tag("long")
    void aWorkerThatDiesAfterItsCommitHasDecidedForGood() throws Exception {
        again(DEATHS, "dies-after", CommitFault.diesAfter(wired.worker(0), wired.commits(0)));
    }

    @Test
    @Tag("long")
    void aCommitLostWithItsConnectionIsDecidedAgain() throws Exception {
        again(CUTS, "lost", CommitFault.lost(wired.worker(0), wired.commits(0)));
        assertThat(wired.worker(0).isAlive()).isTrue();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsLookedUpAndNotRedone() throws Exception {
        long pid = wired.worker(0).pid();
        again(CUTS, "unheard", CommitFault.unheard(wired.worker(0), wired.commits(0)));
        assertThat(wired.worker(0).pid()).isEqualTo(pid);
    }

    private void again(int times, String name, Fault fault) throws Exception {
        long before = wired.commits(0).struck();
        try (FaultRun run = wired.run(name, 4, 31)) {
            for (int time = 0; time < times; time++) {
                wired.through(fault, run, () -> {});
            }
            run.verdict(true);
        }
        assertThat(wired.commits(0).struck() - before).isEqualTo(times);
    }
}
