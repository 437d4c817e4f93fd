package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.port.CommandReceipt;
import io.spanwire.notifier.port.CommandRequest;
import io.spanwire.notifier.port.CommandSender;
import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket's commands under way. Belongs to the socket's event loop. */
final class SocketCommands {
    private final HubShard shard;
    private final BackpressuredSocket line;
    private final CommandSender commands;
    private final SocketSettings settings;
    private int underWay;
    private @Nullable Promise<Void> finished;

    SocketCommands(HubShard shard, BackpressuredSocket line, CommandSender commands, SocketSettings settings) {
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
                new CommandRequest(caller, frame.stream(), frame.command(), frame::data, frame.key(), frame.expect());
        shard.here(commands.send(request).timeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS))
                .onComplete(receipt -> answer(frame.id(), receipt));
    }

    private void answer(long id, AsyncResult<CommandReceipt> receipt) {
        underWay--;
        line.write(
                receipt.succeeded()
                        ? ServerFrames.receipt(id, receipt.result())
                        : ServerFrames.problem(id, FrameProblems.problem(receipt.cause())));
        completeIfIdle();
    }

    private void completeIfIdle() {
        if (finished != null && underWay == 0) {
            finished.tryComplete();
        }
    }
}
