package io.spanwire.projections.transfer;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.exportfile.ExportReader;
import io.spanwire.projections.exportfile.ExportedCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** The commands of a file that are stored in one transaction: whole commands, bounded in number and size. */
record ImportBatch(List<ExportedCommand> commands) {
    private static final int MAX_COMMANDS = 2_000;
    private static final int MAX_EVENTS = 2_000;
    private static final long MAX_CHARACTERS = 4 << 20;

    /** Reads the next batch; empty at the end of the file. */
    static ImportBatch read(ExportReader file) throws IOException {
        List<ExportedCommand> commands = new ArrayList<>();
        int events = 0;
        long characters = 0;
        while (commands.size() < MAX_COMMANDS && events < MAX_EVENTS && characters < MAX_CHARACTERS) {
            Optional<ExportedCommand> next = file.next();
            if (next.isEmpty()) {
                break;
            }
            commands.add(next.get());
            events += next.get().events().size();
            characters += next.get().events().stream()
                    .mapToLong(event -> event.body().length())
                    .sum();
        }
        return new ImportBatch(commands);
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    Set<StreamId> streams() {
        return commands.stream().map(ExportedCommand::stream).collect(Collectors.toSet());
    }

    Set<UUID> ids() {
        return commands.stream()
                .map(command -> command.outcome().outcome().command())
                .collect(Collectors.toSet());
    }

    Set<Integer> partitions(Partitioning partitioning) {
        return streams().stream().map(partitioning::of).collect(Collectors.toCollection(TreeSet::new));
    }
}
