package io.spanwire.bus.domain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The personal components of an event's record, and whose data they are. Immutable. */
public final class PersonalData {
    private static final PersonalData NONE = new PersonalData(Map.of(), Optional.empty());

    /** What stands in place of each personal property: a text, or null when empty. */
    private final Map<String, Optional<String>> forgotten;

    private final Optional<RecordComponent> subject;

    private PersonalData(Map<String, Optional<String>> forgotten, Optional<RecordComponent> subject) {
        this.forgotten = forgotten;
        this.subject = subject;
    }

    /**
     * Those of a record, of an event or of a command that waits for its time.
     *
     * @throws IllegalStateException when the annotations contradict each other
     */
    public static PersonalData of(Class<?> data) {
        if (!data.isRecord()) {
            return NONE;
        }
        Map<String, Optional<String>> forgotten = new LinkedHashMap<>();
        Optional<RecordComponent> subject = Optional.empty();
        for (RecordComponent component : data.getRecordComponents()) {
            @Nullable Personal personal = component.getAnnotation(Personal.class);
            if (personal != null) {
                forgotten.put(property(data, component), forgottenValue(data, component, personal));
            }
            if (component.isAnnotationPresent(DataSubject.class)) {
                require(subject.isEmpty(), data, component, "is a second @DataSubject: an event has one");
                require(
                        personal == null,
                        data,
                        component,
                        "cannot be @DataSubject and @Personal: it stays in the clear");
                require(
                        component.getType() == String.class,
                        data,
                        component,
                        "is a @DataSubject, so it must be a String");
                subject = Optional.of(component);
            }
            refuseNested(data, component);
        }
        if (forgotten.isEmpty()) {
            subject.ifPresent(
                    component -> require(false, data, component, "is a @DataSubject, but no component is @Personal"));
            return NONE;
        }
        subject.ifPresent(component -> component.getAccessor().setAccessible(true));
        return new PersonalData(forgotten, subject);
    }

    /** Whether there are personal components. */
    public boolean isPresent() {
        return !forgotten.isEmpty();
    }

    /** The names of the personal properties in JSON. */
    public Set<String> properties() {
        return forgotten.keySet();
    }

    /** The data with the defined values in place of the personal ones. */
    public ObjectNode redacted(ObjectNode data) {
        ObjectNode redacted = data.deepCopy();
        forgotten.forEach((property, text) ->
                text.ifPresentOrElse(value -> redacted.put(property, value), () -> redacted.putNull(property)));
        return redacted;
    }

    /**
     * Whose data they are.
     *
     * @param data the event's record
     * @param actor the event's actor, who it is unless the record names somebody
     * @throws IllegalStateException when the record names nobody
     */
    public String subject(Object data, String actor) {
        return subject.map(component -> named(component, data)).orElse(actor);
    }

    private static String named(RecordComponent component, Object data) {
        try {
            Object name = component.getAccessor().invoke(data);
            if (name instanceof String text && !text.isEmpty()) {
                return text;
            }
            throw new IllegalStateException("The subject of personal data, " + component.getName() + ", is empty");
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("The subject of personal data cannot be read", failed);
        }
    }

    private static Optional<String> forgottenValue(Class<?> data, RecordComponent component, Personal personal) {
        require(
                !component.getType().isPrimitive(),
                data,
                component,
                "is @Personal, and a primitive has no value for what is forgotten: use "
                        + "a String or an object, such as Integer instead of int");
        boolean isText = component.getType() == String.class;
        require(
                isText || personal.forgotten().isEmpty(),
                data,
                component,
                "is no String, so it becomes null when it is forgotten, and no text");
        return isText ? Optional.of(personal.forgotten()) : Optional.empty();
    }

    /** The name that Jackson gives it; what is not written under one name of its own cannot be replaced. */
    private static String property(Class<?> data, RecordComponent component) {
        SerializationConfig config = Json.mapper().getSerializationConfig();
        JavaType type = Json.mapper().constructType(data);
        for (BeanPropertyDefinition property : config.introspect(type).findProperties()) {
            boolean isUnwrapped = property.getPrimaryMember() != null
                    && property.getPrimaryMember().hasAnnotation(JsonUnwrapped.class);
            if (property.getInternalName().equals(component.getName()) && !isUnwrapped) {
                return property.getName();
            }
        }
        throw new IllegalStateException("Event record " + data.getName() + ": " + component.getName()
                + " is @Personal, but is no property of the JSON");
    }

    /** What is marked inside a component would not be encrypted. */
    private static void refuseNested(Class<?> data, RecordComponent component) {
        require(
                !hasMarks(component.getGenericType(), new HashSet<>(Set.of(data))),
                data,
                component,
                "contains records with @Personal or @DataSubject: mark the component of the event itself");
    }

    private static boolean hasMarks(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType generic) {
            return hasMarks(generic.getRawType(), seen) || anyHasMarks(generic.getActualTypeArguments(), seen);
        }
        if (type instanceof GenericArrayType array) {
            return hasMarks(array.getGenericComponentType(), seen);
        }
        if (type instanceof WildcardType wildcard) {
            return anyHasMarks(wildcard.getUpperBounds(), seen);
        }
        return type instanceof Class<?> nested && hasMarks(nested, seen);
    }

    private static boolean anyHasMarks(Type[] types, Set<Class<?>> seen) {
        return Stream.of(types).anyMatch(each -> hasMarks(each, seen));
    }

    private static boolean hasMarks(Class<?> type, Set<Class<?>> seen) {
        if (type.isArray()) {
            return hasMarks((Type) type.getComponentType(), seen);
        }
        if (type.isSealed() && seen.add(type)) {
            return anyHasMarks(type.getPermittedSubclasses(), seen);
        }
        if (!type.isRecord() || !seen.add(type)) {
            return false;
        }
        List<RecordComponent> components = List.of(type.getRecordComponents());
        return components.stream().anyMatch(PersonalData::isMarked)
                || components.stream().anyMatch(each -> hasMarks(each.getGenericType(), seen));
    }

    private static boolean isMarked(AnnotatedElement component) {
        return component.isAnnotationPresent(Personal.class) || component.isAnnotationPresent(DataSubject.class);
    }

    private static void require(boolean holds, Class<?> data, RecordComponent component, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(
                    "Event record " + data.getName() + ": " + component.getName() + ' ' + otherwise);
        }
    }
}
