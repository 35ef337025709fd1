package dev.opportune.kernel.timeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object: text, {@link BigDecimal}, {@link Boolean}, {@link List} and nested {@code Properties}, by
 * name, in the order of their names. A null is the same as a missing property.
 */
public final class Properties {
    public static final Properties NONE = new Properties(Collections.emptySortedMap());

    private static final int LONGEST_NUMBER = 40;
    private static final int LARGEST_SCALE = 400;

    private final Map<String, Object> values;

    private Properties(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Copies and normalises: any {@link Number} becomes a {@link BigDecimal} without trailing zeros, any {@link Map}
     * {@code Properties}, any {@link Iterable} a list, an {@link Instant} its canonical text, anything else its text.
     */
    public static Properties of(Map<String, ?> values) {
        TreeMap<String, Object> normal = new TreeMap<>();
        values.forEach((name, value) -> {
            Object kept = normal(value);
            if (kept != null) {
                normal.put(name, kept);
            }
        });
        return normal.isEmpty() ? NONE : new Properties(Collections.unmodifiableSortedMap(normal));
    }

    private static @Nullable Object normal(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof Properties) {
            return value;
        }
        if (value instanceof Number number) {
            return decimal(number);
        }
        if (value instanceof Instant instant) {
            return canonical(instant);
        }
        if (value instanceof Map<?, ?> map) {
            TreeMap<String, Object> named = new TreeMap<>();
            map.forEach((name, nested) -> {
                if (nested != null) {
                    named.put(String.valueOf(name), nested);
                }
            });
            return of(named);
        }
        if (value instanceof Iterable<?> items) {
            List<Object> kept = new ArrayList<>();
            for (Object item : items) {
                Object normal = normal(item);
                if (normal != null) {
                    kept.add(normal);
                }
            }
            return Collections.unmodifiableList(kept);
        }
        return value.toString();
    }

    private static Object decimal(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return Double.isFinite(value) ? plain(BigDecimal.valueOf(value)) : number.toString();
        }
        return plain(number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString()));
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    /** An instant as canonical text: UTC with {@code Z}, no trailing zeros. */
    public static String canonical(Instant instant) {
        String text = instant.toString();
        int dot = text.indexOf('.');
        if (dot < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end) + "Z";
    }

    /** All properties, in the order of their names. */
    public Map<String, Object> values() {
        return values;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** These, with others laid over them. */
    public Properties with(Properties others) {
        if (others.isEmpty()) {
            return this;
        }
        TreeMap<String, Object> merged = new TreeMap<>(values);
        merged.putAll(others.values);
        return new Properties(Collections.unmodifiableSortedMap(merged));
    }

    /** As text: text itself, a number in plain notation, "true" or "false"; null for anything else. */
    public @Nullable String text(String name) {
        Object value = values.get(name);
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : null;
    }

    /** As a number, parsed where it is text; null where that cannot be. */
    public @Nullable Double number(String name) {
        BigDecimal exact = exact(name);
        return exact == null ? null : (Double) exact.doubleValue();
    }

    /** The first of several properties that is a number; null where none is. */
    public @Nullable Double firstNumber(String... names) {
        for (String name : names) {
            Double value = number(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** As an exact number, parsed where it is text of at most 40 characters; null where that cannot be. */
    public @Nullable BigDecimal exact(String name) {
        Object value = values.get(name);
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (!(value instanceof String text) || text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            BigDecimal parsed = new BigDecimal(text.strip());
            return Math.abs((long) parsed.scale()) <= LARGEST_SCALE ? plain(parsed) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Whether it is true, or the text "true". */
    public boolean flag(String name) {
        Object value = values.get(name);
        return Boolean.TRUE.equals(value) || (value instanceof String text && text.equalsIgnoreCase("true"));
    }

    /** The texts of a list; a single text is a list of one. */
    public List<String> texts(String name) {
        Object value = values.get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** The nested object; empty where there is none. */
    public Properties object(String name) {
        return values.get(name) instanceof Properties nested ? nested : NONE;
    }

    /** The objects of a list. */
    public List<Properties> objects(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Properties.class::isInstance)
                        .map(Properties.class::cast)
                        .toList()
                : List.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Properties that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
