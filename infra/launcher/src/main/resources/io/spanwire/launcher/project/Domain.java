package {{package}};

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessRule;
import io.spanwire.bus.domain.AccessRules;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import {{package}}.{{Name}}Command.AddEntry;
import {{package}}.{{Name}}Command.Open;
import {{package}}.{{Name}}Event.EntryAdded;
import {{package}}.{{Name}}Event.Opened;
import java.util.List;

/** Everything that the server needs to know: names, tables, views, and who may do what. */
public final class {{Name}}Domain implements Domain {
    static final StreamType<{{Name}}> TYPE = StreamType.of("{{name}}", {{Name}}.class, {{Name}}.NONE)
            .command("open", Open.class, {{Name}}::open)
            .command("add-entry", AddEntry.class, {{Name}}::add)
            .event("opened", Opened.class, {{Name}}::opened)
            .event("entry-added", EntryAdded.class, {{Name}}::added)
            .rejection({{Name}}.ALREADY_OPEN, "It is open already")
            .rejection({{Name}}.NOT_OPEN, "It is not open")
            .rejection({{Name}}.FULL, "It is full")
            .build();

    /** Runs in the transaction that stores the events: views never lag. */
    static final Projection PROJECTION = Projection.named("{{name}}", 1)
            .tables("{{domain}}_overview", "{{domain}}_entry")
            .on(
                    Opened.class,
                    Statement.rows({{Name}}Domain.class, "insert-overview.sql"),
                    e -> Row.of(e.stream().key(), e.data().title(), e.at()))
            .on(
                    EntryAdded.class,
                    Statement.rows({{Name}}Domain.class, "insert-entry.sql"),
                    e -> Row.of(e.stream().key(), e.version(), e.actor(), e.data().text(), e.at()))
            .build();

    /** The entries of one stream, with its exact version. */
    static final View ENTRIES = View.named("{{name}}-entries", Sql.beside({{Name}}Domain.class, "entries.sql"))
            .parameter("key", ParameterType.TEXT)
            .ofStream("{{name}}", "key")
            .pagedBy("version", ParameterType.BIGINT)
            .build();

    /** All streams of the type. */
    static final View LIST = View.named("{{name}}-list", Sql.beside({{Name}}Domain.class, "list.sql"))
            .pagedBy("key", ParameterType.TEXT)
            .build();

    /** What no rule allows, nobody may do. */
    private static final Access ACCESS = AccessRules.builder()
            .send(TYPE, AccessRule.signedIn())
            .read(TYPE, AccessRule.signedIn())
            .follow(TYPE, AccessRule.signedIn())
            .query(ENTRIES, AccessRule.signedIn())
            .query(LIST, AccessRule.signedIn())
            .build();

    @Override
    public String name() {
        return "{{domain}}";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(TYPE);
    }

    @Override
    public List<Projection> projections() {
        return List.of(PROJECTION);
    }

    @Override
    public List<View> views() {
        return List.of(ENTRIES, LIST);
    }

    @Override
    public Access access() {
        return ACCESS;
    }
}
