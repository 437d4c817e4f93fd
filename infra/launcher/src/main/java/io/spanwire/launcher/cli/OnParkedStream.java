package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A command about one parked stream. */
abstract class OnParkedStream extends OnParked {
    @Parameters(paramLabel = "STREAM", description = "type/key, like chat/general.")
    private @Nullable String stream;

    abstract int work(Operation operation, StreamId stream);

    @Override
    final int work(Operation operation) {
        return work(operation, StreamNames.parse(stream));
    }
}
