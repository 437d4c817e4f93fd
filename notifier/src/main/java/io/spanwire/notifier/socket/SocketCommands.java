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

/** The commands of one socket that are in flight. Belongs to the socket's event loop. */
final class SocketCommands {
    private final HubShard shard;
    private final BackpressuredSocket socket;
    private final CommandSender commands;
    private final SocketSettings settings;
    private int inFlight;
    private @Nullable Promise<Void> drained;

    SocketCommands(HubShard shard, BackpressuredSocket socket, CommandSender commands, SocketSettings settings) {
        this.shard = shard;
        this.socket = socket;
        this.commands = commands;
        this.settings = settings;
    }

    void send(Caller caller, ClientFrame.Send frame) {
        if (drained != null) {
            socket.write(ServerFrames.problem(frame.id(), Problems.UNAVAILABLE));
        } else if (inFlight >= settings.sends()) {
            socket.write(ServerFrames.problem(
                    frame.id(),
                    Problems.TOO_MANY_REQUESTS.because("This socket waits for the answers to " + settings.sends()
                            + " commands, the maximum. Send this one when one of them is answered.")));
        } else {
            inFlight++;
            submit(caller, frame);
        }
    }

    /** Accepts no more commands; completes the promise when none is in flight. */
    void drain(Promise<Void> done) {
        drained = done;
        completeIfIdle();
    }

    private void submit(Caller caller, ClientFrame.Send frame) {
        CommandRequest request =
                new CommandRequest(caller, frame.stream(), frame.command(), frame::data, frame.key(), frame.expect());
        shard.onEventLoop(commands.send(request).timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS))
                .onComplete(receipt -> reply(frame.id(), receipt));
    }

    private void reply(long id, AsyncResult<CommandReceipt> receipt) {
        inFlight--;
        socket.write(
                receipt.succeeded()
                        ? ServerFrames.receipt(id, receipt.result())
                        : ServerFrames.failure(id, receipt.cause()));
        completeIfIdle();
    }

    private void completeIfIdle() {
        if (drained != null && inFlight == 0) {
            drained.tryComplete();
        }
    }
}
