package io.spanwire.bus.domain;

import io.spanwire.bus.message.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** All domains of one server, looked up by the names they give. Two that claim one name refuse to start. Immutable. */
public final class Domains {
    private final List<Domain> domains;
    private final Map<String, StreamType<?>> streamTypes = new LinkedHashMap<>();
    private final Map<String, Access> accessOfStreams = new LinkedHashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();
    private final Map<String, Access> accessOfViews = new LinkedHashMap<>();
    private final Map<String, Projection> projections = new LinkedHashMap<>();
    private final Map<String, Problem> rejections = new LinkedHashMap<>();

    private Domains(List<Domain> domains) {
        this.domains = List.copyOf(domains);
        this.domains.forEach(this::add);
    }

    public static Domains of(List<Domain> domains) {
        return new Domains(domains);
    }

    /** Finds domains the way {@link ServiceLoader} does. */
    public static Domains load(ClassLoader classes) {
        List<Domain> found = new ArrayList<>();
        ServiceLoader.load(Domain.class, classes).forEach(found::add);
        return new Domains(found);
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

    /** Every rejection a domain declares, by code. */
    public Collection<Problem> rejections() {
        return rejections.values();
    }

    /** The rules of the domain that has this stream type. */
    public Optional<Access> accessToStreams(String streamType) {
        return Optional.ofNullable(accessOfStreams.get(streamType));
    }

    /** The rules of the domain that has this view. */
    public Optional<Access> accessToView(String view) {
        return Optional.ofNullable(accessOfViews.get(view));
    }

    private void add(Domain domain) {
        if (!domain.name().matches("[a-z][a-z0-9_]{0,31}")) {
            throw new IllegalStateException("A domain's name is [a-z][a-z0-9_]{0,31}, not \"" + domain.name() + "\"");
        }
        Access access = domain.access();
        for (StreamType<?> type : domain.streamTypes()) {
            once("stream type", type.name(), streamTypes.putIfAbsent(type.name(), type) == null);
            accessOfStreams.put(type.name(), access);
            type.rejections().forEach(rejection -> rejections.putIfAbsent(rejection.code(), rejection));
        }
        for (View view : domain.views()) {
            once("view", view.name(), views.putIfAbsent(view.name(), view) == null);
            accessOfViews.put(view.name(), access);
        }
        for (Projection projection : domain.projections()) {
            once("projection", projection.name(), projections.putIfAbsent(projection.name(), projection) == null);
        }
    }

    private static void once(String kind, String name, boolean first) {
        if (!first) {
            throw new IllegalStateException("Two domains have a " + kind + " named " + name);
        }
    }
}
