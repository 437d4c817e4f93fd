package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that prints what differs between the states of a stream at two versions. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Print what differs between the states of a stream at two versions.",
            "",
            "One line a change: its place as JSON pointer, the value before, the value after, like"
                    + " /authors/41: absent -> \"u-7\". Nothing when the states are equal."
        })
final class DiffCommand extends ConsoleCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "STREAM", description = "type/key, like chat/general.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FROM", description = "A version of the stream; 0 is before the first event.")
    private long from;

    @Parameters(index = "2", paramLabel = "TO", description = "Another version of it.")
    private long to;

    @Mixin
    private RemoteOptions options = new RemoteOptions();

    @Override
    public Integer call() {
        Console console = console();
        StreamId stream = parseStream(name);
        RemoteServer server = options.connect();
        try {
            lines(server, stream).forEach(console::print);
            return 0;
        } catch (RequestFailed failed) {
            console.note(String.valueOf(failed.getMessage()));
            return 1;
        }
    }

    private List<String> lines(RemoteServer server, StreamId stream) throws RequestFailed {
        StreamSnapshot before = StreamSnapshot.read(server, stream, "?version=" + from);
        StreamSnapshot after = StreamSnapshot.read(server, stream, "?version=" + to);
        if (!before.epoch().equals(after.epoch())) {
            throw new UserFacingException("The history was recreated between the two requests.", "Try again.");
        }
        return JsonDifference.lines(before.state(), after.state());
    }
}
