package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets one thread of many run at a time. Whoever runs asks, at each {@link Runner#pause}, the script who is next; so the
 * script alone decides how the threads interleave.
 */
final class ThreadScheduler {
    private final Runner stage = new Runner("stage");
    private final List<Runner> runners = new ArrayList<>();
    private final Supplier<Optional<Runner>> script;
    private volatile Runner turn = stage;
    private Optional<Throwable> failure = Optional.empty();

    /**
     * Nothing runs yet.
     *
     * @param script says who is next; empty when the play is over
     */
    ThreadScheduler(Supplier<Optional<Runner>> script) {
        this.script = script;
    }

    /** A thread of the play. It comes on stage with its first {@link Runner#enter}. */
    Runner enlist(String name) {
        Runner runner = new Runner(name);
        runners.add(runner);
        return runner;
    }

    List<Runner> runners() {
        return runners;
    }

    /** Runs the play to its end, then ends its threads. Throws what went wrong on any of them. */
    void play() {
        stage.own = Optional.of(Thread.currentThread());
        give(next());
        stage.await();
        runners.forEach(Runner::crash);
        runners.forEach(Runner::join);
        failure.ifPresent(ThreadScheduler::rethrow);
    }

    /** Something went wrong on the thread that runs: the play ends at its next pause, or now when it dies of it. */
    void fail(Throwable wrong, boolean dying) {
        failure = failure.or(() -> Optional.of(wrong));
        if (dying) {
            give(stage);
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw new AssertionError(failure);
    }

    private Runner next() {
        try {
            return failure.isPresent() ? stage : script.get().orElse(stage);
        } catch (RuntimeException | Error wrong) {
            failure = Optional.of(wrong);
            return stage;
        }
    }

    private void give(Runner runner) {
        turn = runner;
        runner.own.ifPresent(LockSupport::unpark);
    }

    /** One thread of the play. */
    final class Runner {
        private final String name;
        private volatile Optional<Thread> own = Optional.empty();
        private volatile boolean crashed;
        private boolean ended;
        private Optional<BooleanSupplier> until = Optional.empty();
        private boolean frozen;

        private Runner(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        /** First thing a thread does. */
        void enter() {
            own = Optional.of(Thread.currentThread());
            await();
            dieIfCrashed();
        }

        /** Others may run here. */
        void pause() {
            Runner next = next();
            if (next != this) {
                give(next);
                await();
            }
            dieIfCrashed();
        }

        /** Others run until this holds. The script may let it go on before; then it does not hold. */
        void pauseUntil(BooleanSupplier condition) {
            until = Optional.of(condition);
            pause();
            until = Optional.empty();
        }

        /** Last thing a thread does, unless it crashes. */
        void leave() {
            ended = true;
            give(next());
        }

        void crash() {
            crashed = true;
            ended = true;
            own.ifPresent(LockSupport::unpark);
        }

        void freeze(boolean on) {
            frozen = on;
        }

        boolean frozen() {
            return frozen && !ended;
        }

        boolean live() {
            return !ended;
        }

        boolean waits() {
            return !ended && until.isPresent();
        }

        boolean ready() {
            return !ended && !frozen && until.map(BooleanSupplier::getAsBoolean).orElse(true);
        }

        private void await() {
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
            own.ifPresent(thread -> {
                try {
                    thread.join(10_000);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
