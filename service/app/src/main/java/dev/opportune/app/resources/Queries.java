package dev.opportune.app.resources;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query, and refuses what it does not know rather than answer another question. */
final class Queries {
    private static final int MOST = 500;
    private static final int USUAL = 100;

    private final MultivaluedMap<String, String> given;

    /** @throws ProblemException if there is a parameter that is not known, or one is given twice */
    Queries(UriInfo uri, Set<String> known) {
        this.given = uri.getQueryParameters();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw invalid("unknown_parameter", "There is no parameter \"" + name + "\".", "Use " + listed(known));
            }
            if (values.size() > 1) {
                throw invalid("repeated_parameter", name + " is given more than once.", "Give it once.");
            }
        });
    }

    private static String listed(Set<String> known) {
        return String.join(", ", new TreeSet<>(known)) + ".";
    }

    /** A text; null where it is missing or empty. */
    @Nullable
    String text(String name) {
        String value = given.getFirst(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** One of an enum's constants, in lower case; null where it is missing or empty. */
    <E extends Enum<E>> @Nullable E choice(String name, Class<E> choices) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        List<E> all = List.of(choices.getEnumConstants());
        return all.stream()
                .filter(choice -> word(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "invalid_parameter",
                        name + " cannot be \"" + value + "\".",
                        "Use one of "
                                + Arrays.stream(choices.getEnumConstants())
                                        .map(Queries::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    Instant instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException noInstant) {
            throw invalid(
                    "invalid_parameter", name + " cannot be read as an instant.", "Write it 2026-11-23T10:30:00Z.");
        }
    }

    /** How many to list: 1 to 500, 100 where nothing is said. */
    int limit() {
        String value = text("limit");
        if (value == null) {
            return USUAL;
        }
        long limit = digits(value) ? Long.parseLong(value) : 0;
        if (limit < 1 || limit > MOST) {
            throw invalid(
                    "invalid_parameter", "limit is not a number from 1 to " + MOST + ".", "Leave it out for 100.");
        }
        return (int) limit;
    }

    /** Where to go on; 0 from the beginning. */
    long cursor() {
        String value = text("cursor");
        if (value == null) {
            return 0;
        }
        if (!digits(value)) {
            throw invalid(
                    "invalid_parameter", "The cursor was not made here.", "Send the nextCursor of an earlier answer.");
        }
        return Long.parseLong(value);
    }

    private static boolean digits(String value) {
        return value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static ProblemException invalid(String code, String detail, String next) {
        return ProblemException.badRequest(code, detail, next);
    }
}
