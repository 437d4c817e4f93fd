package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A command about one parked stream. */
abstract class ParkedStreamSubcommand extends ParkedSubcommand {
    @Parameters(paramLabel = "STREAM", description = "type/key, like chat/general.")
    private @Nullable String stream;

    abstract int work(ParkedStreamOperation operation, StreamId stream);

    @Override
    final int work(ParkedStreamOperation operation) {
        return work(operation, StreamArgument.parse(stream));
    }
}
