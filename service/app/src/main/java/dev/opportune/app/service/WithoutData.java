package dev.opportune.app.service;

import dev.opportune.kernel.store.StoreException;
import dev.opportune.storage.Overloaded;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a log may have it: of which kind it is, and where it happened. A message is told only of kinds that never hold
 * anything of a person; others may quote what they failed at, as a database driver does with the values of a statement.
 */
public final class WithoutData extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 20;
    private static final List<Class<? extends Throwable>> TELLING = List.of(
            StoreException.class,
            IOException.class,
            Overloaded.class,
            OverloadedException.class,
            NotCommittedException.class);

    /** What the database says, by whose name it is known: the driver is no business of this room. */
    private static final List<String> OF_THE_DATABASE = List.of("java.sql.", "org.sqlite.");

    private WithoutData(String message, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(message, cause);
        setStackTrace(trace);
    }

    /** The same failure, its causes included. */
    public static WithoutData of(Throwable failure) {
        return of(failure, 0);
    }

    private static WithoutData of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new WithoutData(
                told(failure),
                cause == null || depth == DEEPEST ? null : of(cause, depth + 1),
                failure.getStackTrace());
    }

    private static String told(Throwable failure) {
        String kind = failure.getClass().getName();
        boolean telling = !isJson(failure)
                && (TELLING.stream().anyMatch(each -> each.isInstance(failure))
                        || OF_THE_DATABASE.stream().anyMatch(kind::startsWith));
        return telling ? kind + ": " + failure.getMessage() : kind;
    }

    /** What is wrong with JSON is an {@link IOException} and quotes it. */
    private static boolean isJson(Throwable failure) {
        return failure instanceof com.fasterxml.jackson.core.JacksonException;
    }
}
