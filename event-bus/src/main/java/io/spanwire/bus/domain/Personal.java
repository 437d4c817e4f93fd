package io.spanwire.bus.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event's record as personal: it is stored encrypted under a key of its subject. Once the key, or
 * the event's own secret, is destroyed, every replay shows the defined value in its place: {@link #forgotten} for a
 * String, null for any other type. The record and whatever reads it must accept that value.
 *
 * <p>The subject is the event's actor, unless another component is the {@link DataSubject}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {
    /** The text in place of a forgotten String. */
    String forgotten() default "";
}
