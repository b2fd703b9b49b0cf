package dev.hearken.test.marks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which threats of {@code docs/threats.md} a test shows to be answered. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Threat {
    /** Their numbers, such as {@code D1}. */
    String[] value();
}
