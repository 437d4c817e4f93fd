package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.hub.Shard;
import io.spanwire.notifier.port.CommandPort;
import io.spanwire.notifier.port.CommandRequest;
import io.spanwire.notifier.port.Receipt;
import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket's commands under way. Belongs to the socket's event loop. */
final class SocketSends {
    private final Shard shard;
    private final Line line;
    private final CommandPort commands;
    private final SocketSettings settings;
    private int underWay;
    private @Nullable Promise<Void> finished;

    SocketSends(Shard shard, Line line, CommandPort commands, SocketSettings settings) {
        this.shard = shard;
        this.line = line;
        this.commands = commands;
        this.settings = settings;
    }

    void send(Caller caller, ClientFrame.Send frame) {
        if (finished != null) {
            line.write(ServerFrames.problem(frame.id(), Problems.UNAVAILABLE));
        } else if (underWay >= settings.sends()) {
            line.write(ServerFrames.problem(frame.id(), Problems.TOO_MANY_REQUESTS));
        } else {
            underWay++;
            pass(caller, frame);
        }
    }

    /** Takes no more; completed when nothing is under way. */
    void finish(Promise<Void> done) {
        finished = done;
        completeIfIdle();
    }

    private void pass(Caller caller, ClientFrame.Send frame) {
        CommandRequest request =
                new CommandRequest(caller, frame.stream(), frame.command(), frame.data(), frame.key(), frame.expect());
        shard.here(commands.send(request).timeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS))
                .onComplete(receipt -> answer(frame.id(), receipt));
    }

    private void answer(long id, AsyncResult<Receipt> receipt) {
        underWay--;
        line.write(
                receipt.succeeded()
                        ? ServerFrames.receipt(id, receipt.result())
                        : ServerFrames.problem(id, Failures.problem(receipt.cause())));
        completeIfIdle();
    }

    private void completeIfIdle() {
        if (finished != null && underWay == 0) {
            finished.tryComplete();
        }
    }
}
