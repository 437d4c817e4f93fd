package io.spanwire.bus.schema;

import io.spanwire.bus.domain.CommandType;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The schemas of all commands of all domains, generated at start. Immutable. */
public final class CommandSchemas {
    private final Map<String, Map<String, CommandSchema>> byStreamType = new HashMap<>();

    public CommandSchemas(Domains domains) {
        RecordSchemaGenerator generator = new RecordSchemaGenerator();
        for (StreamType<?> type : domains.streamTypes()) {
            Map<String, CommandSchema> schemas = new HashMap<>();
            for (CommandType<?, ?> command : type.commands()) {
                schemas.put(command.name(), new CommandSchema(command.data(), generator.schemaOf(command.data())));
            }
            byStreamType.put(type.name(), schemas);
        }
    }

    public Optional<CommandSchema> of(String streamType, String command) {
        return Optional.ofNullable(
                byStreamType.getOrDefault(streamType, Map.of()).get(command));
    }
}
