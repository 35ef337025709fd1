package dev.opportune.kernel.session;

import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.TextLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a proposed message: the flow's, until the rule says otherwise. */
final class Options {
    private static final int LOWEST = 0;
    private static final int HIGHEST = 100;
    /** In characters, all content of one message together. */
    private static final int MOST_CONTENT = 5 * TextLimit.LONGEST;

    private final Policy policy;
    private final Instant step;
    private final Map<String, Object> content = new TreeMap<>();
    private String channel;
    private int priority;
    private double value;
    private long size;
    private Duration validFor;

    Options(Flow flow, Policy policy, Instant step) {
        this.policy = policy;
        this.step = step;
        this.channel = flow.channel();
        this.priority = flow.priority();
        this.validFor = flow.validFor();
    }

    void channel(String name) {
        if (!policy.channels().containsKey(name)) {
            throw new IllegalArgumentException("policy.yml knows no channel \"" + name + "\"; it knows "
                    + policy.channels().keySet());
        }
        channel = name;
    }

    void priority(int number) {
        if (number < LOWEST || number > HIGHEST) {
            throw new IllegalArgumentException("a priority is from 0 to 100, not " + number);
        }
        priority = number;
    }

    void value(@Nullable Number number) {
        double worth = number == null ? 0 : number.doubleValue();
        value = Double.isFinite(worth) ? worth : 0;
    }

    void with(String name, @Nullable Object text) {
        if (text == null) {
            return;
        }
        TextLimit.checked("the name of a value", name);
        if (text instanceof CharSequence words) {
            TextLimit.checked("the value \"" + name + "\"", words.toString());
        }
        size += name.length() + sizeOf(text);
        if (size > MOST_CONTENT) {
            throw new IllegalArgumentException("the content of one message is more than " + MOST_CONTENT
                    + " characters together with the value \"" + name + "\"");
        }
        content.put(name, text);
    }

    private static long sizeOf(Object value) {
        if (value instanceof Properties properties) {
            return sizeOf(properties.values());
        }
        if (value instanceof Map<?, ?> map) {
            return sizeOf(map.keySet()) + sizeOf(map.values());
        }
        if (value instanceof Iterable<?> items) {
            long size = 0;
            for (Object item : items) {
                size += item == null ? 0 : 1 + sizeOf(item);
            }
            return size;
        }
        return value instanceof CharSequence text ? text.length() : 1;
    }

    void validFor(String span) {
        validFor = Span.parse(span);
    }

    Instant step() {
        return step;
    }

    String channel() {
        return channel;
    }

    int priority() {
        return priority;
    }

    double value() {
        return value;
    }

    Duration validFor() {
        return validFor;
    }

    Properties content() {
        return Properties.of(content);
    }

    @Override
    public String toString() {
        return channel + " " + priority + " " + value + " " + validFor + " " + content();
    }
}
