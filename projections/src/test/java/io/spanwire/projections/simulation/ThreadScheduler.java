package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A scheduler that lets one of many threads run at a time. At each {@link SimulatedThread#yieldTurn} the running thread
 * asks the strategy which thread is next, so the strategy alone determines the interleaving.
 */
final class ThreadScheduler {
    private final SimulatedThread main = new SimulatedThread("main");
    private final List<SimulatedThread> threads = new ArrayList<>();
    private final Supplier<Optional<SimulatedThread>> strategy;
    private volatile SimulatedThread turn = main;
    private Optional<Throwable> failure = Optional.empty();

    /**
     * A scheduler without threads.
     *
     * @param strategy picks the next thread; empty ends the run
     */
    ThreadScheduler(Supplier<Optional<SimulatedThread>> strategy) {
        this.strategy = strategy;
    }

    /** Adds a thread. It runs for the first time after its {@link SimulatedThread#begin}. */
    SimulatedThread register(String name) {
        SimulatedThread thread = new SimulatedThread(name);
        threads.add(thread);
        return thread;
    }

    List<SimulatedThread> threads() {
        return threads;
    }

    /** Runs until the strategy ends, then ends all threads. Throws the first failure of any thread. */
    void run() {
        main.carrier = Optional.of(Thread.currentThread());
        handOver(next());
        main.awaitTurn();
        threads.forEach(SimulatedThread::crash);
        threads.forEach(SimulatedThread::join);
        failure.ifPresent(ThreadScheduler::rethrow);
    }

    /** Records a failure of the running thread: the run ends when it yields, or now if the thread dies. */
    void fail(Throwable cause, boolean dying) {
        failure = failure.or(() -> Optional.of(cause));
        if (dying) {
            handOver(main);
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw new AssertionError(failure);
    }

    private SimulatedThread next() {
        try {
            return failure.isPresent() ? main : strategy.get().orElse(main);
        } catch (RuntimeException | Error thrown) {
            failure = Optional.of(thrown);
            return main;
        }
    }

    private void handOver(SimulatedThread thread) {
        turn = thread;
        thread.carrier.ifPresent(LockSupport::unpark);
    }

    /** One of the threads that take turns. */
    final class SimulatedThread {
        private final String name;
        private volatile Optional<Thread> carrier = Optional.empty();
        private volatile boolean crashed;
        private boolean ended;
        private Optional<BooleanSupplier> until = Optional.empty();
        private boolean frozen;

        private SimulatedThread(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        /** Waits for the first turn. A thread calls this first. */
        void begin() {
            carrier = Optional.of(Thread.currentThread());
            awaitTurn();
            dieIfCrashed();
        }

        /** Lets other threads run. */
        void yieldTurn() {
            SimulatedThread next = next();
            if (next != this) {
                handOver(next);
                awaitTurn();
            }
            dieIfCrashed();
        }

        /** Lets other threads run until this holds, or until the strategy ends the wait, as a timeout would. */
        void waitUntil(BooleanSupplier condition) {
            until = Optional.of(condition);
            yieldTurn();
            until = Optional.empty();
        }

        /** Ends the last turn. A thread calls this last, unless it crashes. */
        void end() {
            ended = true;
            handOver(next());
        }

        void crash() {
            crashed = true;
            ended = true;
            carrier.ifPresent(LockSupport::unpark);
        }

        void setFrozen(boolean frozen) {
            this.frozen = frozen;
        }

        boolean isFrozen() {
            return frozen && !ended;
        }

        boolean isAlive() {
            return !ended;
        }

        boolean isWaiting() {
            return !ended && until.isPresent();
        }

        boolean isRunnable() {
            return !ended && !frozen && until.map(BooleanSupplier::getAsBoolean).orElse(true);
        }

        private void awaitTurn() {
            while (turn != this && !crashed) {
                LockSupport.park(this);
            }
        }

        private void dieIfCrashed() {
            if (crashed) {
                throw new SimulatedCrash();
            }
        }

        private void join() {
            carrier.ifPresent(thread -> {
                try {
                    thread.join(10_000);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
