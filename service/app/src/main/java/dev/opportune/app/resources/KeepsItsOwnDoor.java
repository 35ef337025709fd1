package dev.opportune.app.resources;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** That calls are let in without the {@link Doorman}: they are open to all, or told apart otherwise than by a scope. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface KeepsItsOwnDoor {
    /** Why, and who is let in. */
    String value();
}
