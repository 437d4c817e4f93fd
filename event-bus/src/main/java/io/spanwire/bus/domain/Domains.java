package io.spanwire.bus.domain;

import io.spanwire.bus.message.Problem;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The domains of one server, with their stream types, views and projections by name. Duplicate names are refused.
 * Immutable.
 */
public final class Domains {
    private final List<Domain> domains;
    private final Map<String, StreamType<?>> streamTypes = new LinkedHashMap<>();
    private final Map<String, Access> accessOfStreams = new LinkedHashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();
    private final Map<String, Access> accessOfViews = new LinkedHashMap<>();
    private final Map<String, Projection> projections = new LinkedHashMap<>();
    private final Map<String, Reaction> reactions = new LinkedHashMap<>();
    private final Map<String, Problem> rejections = new LinkedHashMap<>();
    private final Map<String, Domain> owners = new HashMap<>();

    private Domains(List<Domain> domains) {
        this.domains = List.copyOf(domains);
        this.domains.forEach(this::add);
        reactions.values().removeIf(reaction -> !streamTypes.keySet().containsAll(reaction.onlyWith()));
        reactions.values().forEach(this::checkTargets);
    }

    public static Domains of(List<Domain> domains) {
        return new Domains(domains);
    }

    /** Loads domains with {@link ServiceLoader}. */
    public static Domains load(ClassLoader classes) {
        List<Domain> found = new ArrayList<>();
        ServiceLoader.load(Domain.class, classes).forEach(found::add);
        return new Domains(found);
    }

    /** The file name of the jar or folder of a domain's class. */
    public static String origin(Domain domain) {
        return Optional.ofNullable(domain.getClass().getProtectionDomain().getCodeSource())
                .map(Domains::fileName)
                .orElseGet(() -> domain.getClass().getName());
    }

    /** Parses the text {@code (file:/folder/file.jar …)}, because this package does not use URLs. */
    private static String fileName(CodeSource source) {
        return source.toString().replaceFirst("^\\(([^ ]*?)/? .*", "$1").replaceFirst(".*/", "");
    }

    public List<Domain> all() {
        return domains;
    }

    public Collection<StreamType<?>> streamTypes() {
        return streamTypes.values();
    }

    public Optional<StreamType<?>> streamType(String name) {
        return Optional.ofNullable(streamTypes.get(name));
    }

    public Collection<View> views() {
        return views.values();
    }

    public Optional<View> view(String name) {
        return Optional.ofNullable(views.get(name));
    }

    public Collection<Projection> projections() {
        return projections.values();
    }

    public Optional<Projection> projection(String name) {
        return Optional.ofNullable(projections.get(name));
    }

    public Collection<Reaction> reactions() {
        return reactions.values();
    }

    /** The names of the stored events that a reaction takes, former names included. */
    public Set<String> eventTypes(Reaction reaction) {
        return streamTypes.values().stream()
                .flatMap(type -> type.events().stream())
                .filter(event -> reaction.takes(event.data()))
                .flatMap(event -> event.storedNames().stream())
                .collect(Collectors.toSet());
    }

    /** The names of the stored events that a projection handles, former names included. */
    public List<String> eventTypes(Projection projection) {
        return streamTypes.values().stream()
                .flatMap(type -> type.events().stream())
                .filter(event -> !projection.steps(event.data()).isEmpty())
                .flatMap(event -> event.storedNames().stream())
                .toList();
    }

    /** The names under which events of these types may be stored, former names included; empty if there is no such type. */
    public Optional<Set<String>> storedNames(Set<String> types) {
        Set<String> stored = new HashSet<>();
        for (String type : types) {
            Optional<EventType<?, ?>> event = eventType(type);
            if (event.isEmpty()) {
                return Optional.empty();
            }
            stored.addAll(event.get().storedNames());
        }
        return Optional.of(stored);
    }

    private Optional<EventType<?, ?>> eventType(String name) {
        return streamTypes.values().stream()
                .<EventType<?, ?>>flatMap(type -> type.events().stream())
                .filter(event -> event.name().equals(name))
                .findFirst();
    }

    /** Whether a projection takes events with personal data. */
    public boolean isPersonal(Projection projection) {
        return streamTypes.values().stream()
                .flatMap(type -> type.events().stream())
                .anyMatch(event -> event.personal().isPresent()
                        && !projection.steps(event.data()).isEmpty());
    }

    /** The projections with a declared table that the view's statement names. */
    public List<Projection> projectionsOf(View view) {
        Set<String> words = Set.copyOf(List.of(view.sql().text().split("\\W+")));
        return projections.values().stream()
                .filter(projection -> projection.tables().stream().anyMatch(words::contains))
                .toList();
    }

    /** All declared rejections, one for each code. */
    public Collection<Problem> rejections() {
        return rejections.values();
    }

    /** The access rules of the domain with this stream type. */
    public Optional<Access> accessToStreams(String streamType) {
        return Optional.ofNullable(accessOfStreams.get(streamType));
    }

    /** The access rules of the domain with this view. */
    public Optional<Access> accessToView(String view) {
        return Optional.ofNullable(accessOfViews.get(view));
    }

    /** What nobody may do, because no access rule is for it; {@code send chat/post-message} or {@code read chat}. */
    public List<String> deniedToAll() {
        List<String> denied = new ArrayList<>();
        for (StreamType<?> type : streamTypes.values()) {
            Access access = Objects.requireNonNull(accessOfStreams.get(type.name()));
            type.commands().stream()
                    .filter(command ->
                            access.describeSend(type.name(), command.name()).equals(Access.NOBODY))
                    .forEach(command -> denied.add("send " + type.name() + '/' + command.name()));
            if (access.describeRead(type.name()).equals(Access.NOBODY)) {
                denied.add("read " + type.name());
            }
        }
        return denied;
    }

    private void add(Domain domain) {
        if (!domain.name().matches("[a-z][a-z0-9_]{0,31}")) {
            throw new IllegalStateException("A domain's name is [a-z][a-z0-9_]{0,31}, not \"" + domain.name() + "\"");
        }
        requireUnique("domain", domain.name(), domain);
        Access access = domain.access();
        for (StreamType<?> type : domain.streamTypes()) {
            requireUnique("stream type", type.name(), domain);
            streamTypes.put(type.name(), type);
            accessOfStreams.put(type.name(), access);
            type.rejections().forEach(rejection -> rejections.putIfAbsent(rejection.code(), rejection));
        }
        for (View view : domain.views()) {
            requireUnique("view", view.name(), domain);
            views.put(view.name(), view);
            accessOfViews.put(view.name(), access);
        }
        for (Projection projection : domain.projections()) {
            requireUnique("projection", projection.name(), domain);
            projection.tables().forEach(table -> requireUnique("table", table, domain));
            projections.put(projection.name(), projection);
        }
        for (Reaction reaction : domain.reactions()) {
            requireUnique("reaction", reaction.name(), domain);
            reactions.put(reaction.name(), reaction);
        }
    }

    /** A misspelt event or command would be noticed only when nothing happens. */
    private void checkTargets(Reaction reaction) {
        for (Class<?> event : reaction.handlers().keySet()) {
            if (streamTypes.values().stream()
                    .noneMatch(type -> type.event(event).isPresent())) {
                throw new IllegalStateException("Reaction " + reaction.name() + " takes " + event.getName()
                        + ", which is no event of a stream type");
            }
        }
        for (String target : reaction.targets()) {
            int slash = target.indexOf('/');
            boolean exists = Optional.ofNullable(streamTypes.get(target.substring(0, slash)))
                    .filter(type -> type.commands().stream()
                            .anyMatch(command -> command.name().equals(target.substring(slash + 1))))
                    .isPresent();
            if (!exists) {
                throw new IllegalStateException("Reaction " + reaction.name() + " sends " + target
                        + ", which is no command of a loaded domain");
            }
        }
    }

    private void requireUnique(String kind, String name, Domain domain) {
        Domain first = owners.putIfAbsent(kind + ' ' + name, domain);
        if (first != null) {
            throw new IllegalStateException(
                    "The " + kind + ' ' + name + " is in both " + origin(first) + " and " + origin(domain));
        }
    }
}
