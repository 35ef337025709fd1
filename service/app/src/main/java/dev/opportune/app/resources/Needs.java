package dev.opportune.app.resources;

import dev.opportune.app.auth.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The scope that a key must have for every call of a resource. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {
    Scope value();
}
