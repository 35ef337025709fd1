package dev.opportune.app.resources;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource whose calls show in a way of their own whose they are, and come in whatever form their senders know: the
 * {@link Doorman} leaves them to it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ChecksItsCallers {}
